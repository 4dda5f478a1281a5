import Records
import Rules

extension WriteTransaction {
  /// Stores punches: new ones are added, and of known ones (same member, time and device) the
  /// method is replaced.
  func upsert(
    _ punches: PunchColumns, _ references: inout References, _ count: inout KindCounter
  ) throws {
    let staff = References.position(of: RecordKind.staff.name)
    var writer = try PunchMonthWriter(database, devices: punches.devices)
    // Months outermost: each is one range of the table, filled from its start to its end.
    var cursors = Array(punches.starts.dropLast())
    // Words are compared as signed numbers: before 1970 they are negative.
    func word(_ index: Int) -> Int64 { Int64(bitPattern: punches.words[index]) }
    var first = cursors.indices.lazy.filter { cursors[$0] < punches.starts[$0 + 1] }
      .map { word(cursors[$0]) }.min()
    while let earliest = first {
      let month = PunchColumns.time(of: UInt64(bitPattern: earliest)).day.month
      let end = PunchBlob.monthStart(month.next) << 24
      first = nil
      for member in cursors.indices {
        let limit = punches.starts[member + 1]
        let start = cursors[member]
        var stop = start
        while stop < limit && word(stop) < end { stop += 1 }
        if stop < limit { first = min(first ?? .max, word(stop)) }
        guard stop > start else { continue }
        cursors[member] = stop
        try writer.upsert(
          punches.words[start..<stop], month, staffID: references.row(staff, member),
          staffNo: references.code(staff, member), &count)
        try count.advanced(by: stop - start, self)
      }
    }
  }
}

/// Writes rows of `punch_months`.
struct PunchMonthWriter {
  private let database: Database
  private let deviceIDs: [Int64]
  private let devices: [String]
  private var known: PunchDevices?
  private let insert: Statement
  private var blob: [UInt8] = []

  init(_ database: Database, devices: [String]) throws {
    self.database = database
    self.devices = devices
    deviceIDs = try PunchDevices.rows(of: devices, database)
    insert = try database.statement(
      """
      INSERT INTO punch_months (id, count, punches) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING
      """)
  }

  mutating func upsert(
    _ words: ArraySlice<UInt64>, _ month: YearMonth, staffID: Int64,
    staffNo: @autoclosure () -> String, _ count: inout KindCounter
  ) throws {
    let start = PunchBlob.monthStart(month)
    let id = PunchBlob.rowID(month: month, staffID: staffID)
    blob.removeAll(keepingCapacity: true)
    PunchBlob.encode(words, from: start, deviceIDs: deviceIDs, into: &blob)
    insert.bind(1, id)
    insert.bind(2, Int64(words.count))
    blob.withUnsafeBytes { insert.bind(3, copying: $0) }
    try insert.execute()
    if database.changes > 0 {
      count.inserted += words.count
    } else {
      try merge(words, id, start, staffNo: staffNo, &count)
    }
  }

  /// Merges the words with those that the row has.
  private mutating func merge(
    _ words: ArraySlice<UInt64>, _ id: Int64, _ start: Int64, staffNo: () -> String,
    _ count: inout KindCounter
  ) throws {
    let known = try known ?? PunchDevices(database)
    self.known = known
    let stored = try database.first(
      "SELECT count, punches FROM punch_months WHERE id = ?", .int(id)
    ) {
      try Self.unpack($0, id, start, known)
    }
    var merged = stored ?? []
    var changed = false
    for word in words {
      // The same punch in the numbering of all devices, which the stored words have.
      let device = known.indexes[Int(deviceIDs[PunchColumns.device(of: word)])]
      let punch = word & ~0xFF_FFFF | device << 2 | word & 3
      let place = Self.place(of: punch >> 2, in: merged)
      if place == merged.count || merged[place] >> 2 != punch >> 2 {
        merged.insert(punch, at: place)
        count.inserted += 1
      } else if merged[place] == punch {
        count.unchanged += 1
        continue
      } else {
        count.updated(
          key: { "\(staffNo()) \(PunchColumns.time(of: word)) \(known.codes[Int(device)])" },
          column: "method",
          before: { methodName(merged[place]) }, after: { methodName(punch) })
        merged[place] = punch
      }
      changed = true
    }
    guard changed else { return }
    blob.removeAll(keepingCapacity: true)
    PunchBlob.encode(merged, from: start, deviceIDs: known.rows, into: &blob)
    try database.run(
      "UPDATE punch_months SET count = ?, punches = ? WHERE id = ?", .int(merged.count),
      .bytes(blob), .int(id))
  }

  private static func unpack(
    _ row: Statement, _ id: Int64, _ start: Int64, _ known: PunchDevices
  ) throws -> [UInt64] {
    let count = Int(row.integer(0))
    return try [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      let isWhole = known.indexes.withUnsafeBufferPointer { indexes in
        guard let base = buffer.baseAddress else { return false }
        return PunchBlob.decode(
          row.bytes(1), count: count, from: start, deviceIndexes: indexes, into: base)
      }
      guard isWhole else { throw damagedPunches(id) }
      filled = count
    }
  }

  /// Where the punch (without its method) is or belongs.
  private static func place(of punch: UInt64, in words: [UInt64]) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] >> 2 < punch { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The word's method as it is written in the file.
private func methodName(_ word: UInt64) -> String {
  guard case .choice(let names)? = RecordKind.punches.column("method")?.type else { return "" }
  return names[PunchColumns.method(of: word)]
}
