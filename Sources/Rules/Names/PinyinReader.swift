/// Looks readings up in the table.
struct PinyinReader: Sendable {
  static let shared = PinyinReader()

  private let syllables: [String]
  private let surnames: [[Unicode.Scalar]: [String]]
  private let longestSurname: Int

  private init() {
    syllables = "\(PinyinTable.syllables)".split(separator: ",").map(String.init)
    var surnames: [[Unicode.Scalar]: [String]] = [:]
    for entry in "\(PinyinTable.surnames)".split(separator: ",") {
      let parts = entry.split(separator: " ").map(String.init)
      surnames[Array(parts[0].unicodeScalars)] = Array(parts.dropFirst())
    }
    self.surnames = surnames
    longestSurname = surnames.keys.map(\.count).max() ?? 0
  }

  /// The syllables of the surname that the name begins with; empty when its characters are read as
  /// anywhere else.
  func surname(of name: [Unicode.Scalar]) -> [String] {
    for length in stride(from: min(longestSurname, name.count), to: 0, by: -1) {
      if let found = surnames[Array(name[..<length])] { return found }
    }
    return []
  }

  /// The commonest first.
  func syllables(of scalar: Unicode.Scalar) -> [String] {
    guard let entry = entry(scalar.value) else { return [] }
    return [entry / 512, entry % 512].filter { $0 > 0 }.map { syllables[$0 - 1] }
  }

  private func entry(_ code: UInt32) -> Int? {
    switch code {
    case 0x3400...0x4DBF: number(PinyinTable.dense, Int(code - 0x3400) * 3)
    case 0x4E00...0x9FFF: number(PinyinTable.dense, Int(code - 0x4E00 + 0x19C0) * 3)
    default: sparseEntry(code)
    }
  }

  private func sparseEntry(_ code: UInt32) -> Int? {
    // A code point is three digits of base 64, which reach to U+3FFFF.
    var low = 0
    var high = PinyinTable.sparse.utf8CodeUnitCount / 6
    while low < high {
      let middle = (low + high) / 2
      let found = number(PinyinTable.sparse, middle * 6)
      if found == code { return number(PinyinTable.sparse, middle * 6 + 3) }
      if found < code { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Three digits of base 64.
  private func number(_ table: StaticString, _ start: Int) -> Int {
    (start..<start + 3).reduce(0) { $0 * 64 + digit(table.utf8Start[$1]) }
  }

  private func digit(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 36
    case UInt8(ascii: "-"): 62
    default: 63
    }
  }
}
