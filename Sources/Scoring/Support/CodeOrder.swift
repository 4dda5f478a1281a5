import Records

/// Codes in bytewise order, compared without making strings: by their first eight bytes, then
/// whole.
struct CodeOrder: Sendable {
  private let prefixes: [UInt64]
  private let codes: TextColumn

  init(_ table: CodeTable) {
    let codes = table.codes
    self.codes = codes
    prefixes = codes.bytes.withUnsafeBufferPointer { bytes in
      (0..<codes.count).map { index in
        var prefix: UInt64 = 0
        var shift: UInt64 = 64
        for byte in bytes[codes.range(of: index)].prefix(8) {
          shift -= 8
          prefix |= UInt64(byte) << shift
        }
        return prefix
      }
    }
  }

  /// Whether code a comes before code b; a code comes before its continuations.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    if prefixes[a] != prefixes[b] { return prefixes[a] < prefixes[b] }
    return codes.precedes(a, b)
  }
}
