import Rules

/// A result's numbers as stored: 4 bytes each, little-endian, in the order of the initializers.
extension MonthResult {
  var figures: [UInt8] { packed(scores + [total, rank, Int32(bitPattern: flags)]) }

  init(row: Statement) throws {
    let figures = try unpacked(row.bytes(4), atLeast: 3)
    let scores = figures.count - 3
    self.init(
      centerCode: row.text(1), staffNo: row.text(2), scores: Array(figures[..<scores]),
      total: figures[scores], rank: figures[scores + 1], grade: row.integer32(3),
      flags: UInt32(bitPattern: figures[scores + 2]))
  }
}

extension YearResult {
  var figures: [UInt8] {
    packed([
      months, score ?? none, excellentMonths, unqualifiedMonths, rank ?? none,
      Int32(bitPattern: proposals),
    ])
  }

  init(row: Statement) throws {
    let figures = try unpacked(row.bytes(4), atLeast: 6)
    self.init(
      centerCode: row.text(1), staffNo: row.text(2), months: figures[0],
      score: figures[1] == none ? nil : figures[1], excellentMonths: figures[2],
      unqualifiedMonths: figures[3], rank: figures[4] == none ? nil : figures[4],
      grade: row.integer32(3), proposals: UInt32(bitPattern: figures[5]))
  }
}

/// Stands for no number.
private let none = Int32.min

private func packed(_ numbers: [Int32]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: numbers.count * 4) { buffer, count in
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    for (index, number) in numbers.enumerated() {
      bytes.storeBytes(of: number.littleEndian, toByteOffset: index * 4, as: Int32.self)
    }
    count = numbers.count * 4
  }
}

private func unpacked(_ bytes: UnsafeRawBufferPointer, atLeast count: Int) throws -> [Int32] {
  guard bytes.count % 4 == 0, bytes.count >= count * 4 else {
    throw Problem(
      .storeCorrupt, .dataLoss, zh: "考核结果已损坏", en: "an appraisal result is damaged",
      remedy: Bilingual(zh: "重新考核，或从备份恢复", en: "run the appraisal again, or restore a backup"))
  }
  return (0..<bytes.count / 4).map {
    Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self))
  }
}
