import Records
public import Rules

extension ReadSnapshot {
  /// The punches of the months, by member.
  ///
  /// Two passes over the months' rows: the first finds where each member's punches go, the second
  /// unpacks them there, so that nothing is copied or sorted.
  func punches(_ months: [YearMonth], members: MemberIndexes) throws -> PunchColumns {
    let devices = try PunchDevices(database)
    var counts = [Int](repeating: 0, count: members.count + 1)
    for month in months {
      try eachRow("id, count", month, members) { statement, member in
        counts[member] += Int(statement.integer(1))
      }
    }
    var next = 0
    for member in counts.indices {
      let count = counts[member]
      counts[member] = next
      next += count
    }
    var places = counts
    let words = try [UInt64](unsafeUninitializedCapacity: next) { buffer, filled in
      try devices.indexes.withUnsafeBufferPointer { indexes in
        for month in months {
          let start = PunchBlob.monthStart(month)
          try eachRow("id, count, punches", month, members) { statement, member in
            let count = Int(statement.integer(1))
            guard let base = buffer.baseAddress,
              PunchBlob.decode(
                statement.bytes(2), count: count, from: start, deviceIndexes: indexes,
                into: base + places[member])
            else { throw damagedPunches(statement.integer(0)) }
            places[member] += count
          }
        }
      }
      filled = next
    }
    return PunchColumns(starts: counts, words: words, devices: devices.codes)
  }

  /// Calls `row` for the month's rows of the members.
  private func eachRow(
    _ columns: String, _ month: YearMonth, _ members: MemberIndexes,
    _ row: (Statement, Int) throws -> Void
  ) throws {
    let first = PunchBlob.rowID(month: month, staffID: members.only ?? 0)
    let last =
      members.only.map { PunchBlob.rowID(month: month, staffID: $0) }
      ?? PunchBlob.rowID(month: month, staffID: Int64(UInt32.max))
    try checkCancellation()
    try database.query(
      "SELECT \(columns) FROM punch_months WHERE id BETWEEN ? AND ? ORDER BY id",
      [.int(first), .int(last)]
    ) { statement in
      guard let member = members[statement.integer(0) & 0xFFFF_FFFF] else {
        throw damagedPunches(statement.integer(0))
      }
      try row(statement, member)
    }
  }

  /// The months that have at least one punch, in their order.
  public func monthsWithPunches() throws -> [YearMonth] {
    var months: [YearMonth] = []
    var next: Int64 = 0
    // One step a month: the rows between are not touched.
    while let id = try database.first(
      "SELECT id FROM punch_months WHERE id >= ? ORDER BY id LIMIT 1", .int(next),
      read: { $0.integer(0) })
    {
      months.append(YearMonth(ordinal: Int(id >> 32)))
      next = (id >> 32 + 1) << 32
    }
    return months
  }
}

func damagedPunches(_ row: Int64) -> Problem {
  Problem(
    .storeCorrupt, .dataLoss, zh: "打卡数据已损坏（punch_months 第 \(row) 行）",
    en: "punches are damaged (punch_months row \(row))",
    remedy: Bilingual(zh: "停止服务，从备份恢复", en: "stop the server, restore from a backup"))
}

/// From a member's row to the member's index in the records being read.
struct MemberIndexes {
  /// By row number of `staff`: the index, or -1.
  private var indexes: [Int32] = []
  /// The one member asked for, by row number.
  var only: Int64?
  private(set) var count = 0

  subscript(_ id: Int64) -> Int? {
    guard id < indexes.count, indexes[Int(id)] >= 0 else { return nil }
    return Int(indexes[Int(id)])
  }

  mutating func set(_ id: Int64, _ index: Int) {
    if indexes.count <= id {
      indexes += Array(repeating: -1, count: max(Int(id) + 1, indexes.count * 2) - indexes.count)
    }
    indexes[Int(id)] = Int32(index)
    count = max(count, index + 1)
  }
}
