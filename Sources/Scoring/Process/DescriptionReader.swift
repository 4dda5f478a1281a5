import ScorerWire

/// Reads what the child wrote down of a descriptor. What a scorer may have spoilt reads as zeros
/// and nils, which the checks refuse.
struct DescriptionReader {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func word() -> UInt32 {
    guard next + 4 <= bytes.count else { return 0 }
    defer { next += 4 }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next, as: UInt32.self) }
  }

  mutating func description() -> ScorerDescription {
    let functions = word()
    return ScorerDescription(
      hasFunctions: functions == 7, id: text(), version: text(), nameZh: text(), nameEn: text(),
      clause: text(), facts: names(most: WINDOWSTAFF_SCORER_FACTS_MAX),
      flags: names(most: WINDOWSTAFF_SCORER_FLAGS_MAX), parameters: parameters())
  }

  private mutating func text() -> String? {
    let length = word()
    guard length != UInt32(SCORER_TEXT_NULL), length <= UInt32(SCORER_TEXT_MAX),
      next + Int(length) <= bytes.count
    else { return nil }
    defer { next += Int(length) }
    return String(validating: bytes[next..<next + Int(length)], as: UTF8.self)
  }

  private mutating func names(most: UInt32) -> [String?]? {
    let count = word()
    guard count <= most else { return nil }
    // A null table has a count and nothing behind it: its names read as nil or as others' texts,
    // which are no names of facts.
    return (0..<count).map { _ in text() }
  }

  private mutating func parameters() -> [ScorerDescription.Parameter]? {
    let count = word()
    guard count <= WINDOWSTAFF_SCORER_PARAMETERS_MAX else { return nil }
    return (0..<count).map { _ in
      ScorerDescription.Parameter(
        name: text(), nameZh: text(), nameEn: text(), unit: word(), minimum: number(),
        maximum: number(), defaultValue: number())
    }
  }

  private mutating func number() -> Int64 {
    guard next + 8 <= bytes.count else { return 0 }
    defer { next += 8 }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next, as: Int64.self) }
  }
}
