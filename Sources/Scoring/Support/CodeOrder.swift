import Records

/// Codes in bytewise order, compared without making strings: by their first eight bytes, then whole.
struct CodeOrder: Sendable {
  private let prefixes: [UInt64]
  private let codes: [[UInt8]]

  init(_ table: CodeTable) {
    codes = (0..<table.count).map { Array(table[$0].utf8) }
    prefixes = codes.map { code in
      var prefix: UInt64 = 0
      for i in 0..<8 { prefix = prefix << 8 | UInt64(i < code.count ? code[i] : 0) }
      return prefix
    }
  }

  func bytes(of index: Int) -> [UInt8] { codes[index] }

  /// Whether code a comes before code b; a code comes before its continuations.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    if prefixes[a] != prefixes[b] { return prefixes[a] < prefixes[b] }
    return codes[a].lexicographicallyPrecedes(codes[b])
  }
}
