import Records
import Rules

/// The devices that punches were made at, and the way between their rows and
/// `PunchColumns.devices`.
struct PunchDevices {
  /// In bytewise order.
  private(set) var codes: [String] = []
  /// By row number of `punch_devices`: the position in `codes`. Row 0 is none.
  private(set) var indexes: [UInt64] = [0]
  /// By position in `codes`: the row number.
  private(set) var rows: [Int64] = []

  init(_ database: Database) throws {
    var rows: [(code: String, id: Int)] = []
    try database.query("SELECT code, id FROM punch_devices") {
      rows.append(($0.text(0), Int($0.integer(1))))
    }
    rows.sort { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    codes = rows.map(\.code)
    self.rows = rows.map { Int64($0.id) }
    indexes = Array(repeating: 0, count: (rows.map(\.id).max() ?? 0) + 1)
    for (index, row) in rows.enumerated() { indexes[row.id] = UInt64(index) }
  }

  /// The rows of these codes, made where they are not there.
  /// - Throws: `too_many_devices`.
  static func rows(of codes: [String], _ database: Database) throws -> [Int64] {
    try codes.map { code in
      let known = try database.first("SELECT id FROM punch_devices WHERE code = ?", .text(code)) {
        $0.integer(0)
      }
      if let known { return known }
      let made =
        try database.first(
          "INSERT INTO punch_devices (code) VALUES (?) RETURNING id", .text(code)
        ) { $0.integer(0) } ?? 0
      // Rows count from 1.
      guard made <= PunchColumns.devicesMax else { throw tooManyDevices() }
      return made
    }
  }
}

private func tooManyDevices() -> Problem {
  Problem(
    .tooManyDevices, .exhausted, zh: "打卡设备超过 \(PunchColumns.devicesMax) 台",
    en: "there are more than \(PunchColumns.devicesMax) attendance devices",
    remedy: Bilingual(
      zh: "请检查 device 列是否误填了其他内容", en: "check that the column device holds devices"),
    field: "device")
}
