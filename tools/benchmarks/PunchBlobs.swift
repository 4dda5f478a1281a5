import CSQLite
import Records
import Rules
import Store

/// A row a member and day, or a member and month, packed as the store does.
struct PunchBlobs: Layout {
  enum Period: String { case day, month }
  let period: Period

  var name: String { "blob a member and \(period)" }
  let schema = "CREATE TABLE t (id integer PRIMARY KEY, count bigint, punches blob)"
  private let deviceIDs = (1...8).map(Int64.init)
  private let deviceIndexes: [UInt64] = [0] + (0..<8)

  init(_ period: Period) { self.period = period }

  /// The period's number at a time.
  private func number(_ time: LocalTime) -> Int64 {
    period == .day ? Int64(time.day.rawValue) : Int64(time.day.month.ordinal)
  }

  /// The first instant of a period.
  private func start(_ number: Int64) -> Int64 {
    period == .day ? number * 86_400 : PunchBlob.monthStart(YearMonth(ordinal: Int(number)))
  }

  func load(_ punches: PunchColumns, _ engine: Engine) {
    var cursors = Array(punches.starts.dropLast())
    var blob: [UInt8] = []
    var isMore = true
    while isMore {
      isMore = false
      for member in cursors.indices where cursors[member] < punches.starts[member + 1] {
        isMore = true
        let first = cursors[member]
        let number = number(PunchColumns.time(of: punches.words[first]))
        let end = start(number + 1)
        var stop = first
        while stop < punches.starts[member + 1]
          && PunchColumns.time(of: punches.words[stop]).rawValue < end
        { stop += 1 }
        blob.removeAll(keepingCapacity: true)
        PunchBlob.encode(
          punches.words[first..<stop], from: start(number), deviceIDs: deviceIDs, into: &blob)
        engine.execute(
          "INSERT INTO t VALUES (?, ?, ?)", number << 32 | Int64(member), Int64(stop - first),
          blob: blob)
        cursors[member] = stop
      }
    }
  }

  func scan(_ engine: Engine, into words: inout [UInt64]) {
    engine.rows("SELECT id, count, punches FROM t") { row in
      words += unpack(row, start(sqlite3_column_int64(row, 0) >> 32))
    }
  }

  func upsert(_ word: UInt64, member: Int, _ engine: Engine) {
    let number = number(PunchColumns.time(of: word))
    let id = number << 32 | Int64(member)
    var words: [UInt64] = []
    engine.rows("SELECT id, count, punches FROM t WHERE id = ?", id) {
      words = unpack($0, start(number))
    }
    let place = words.firstIndex { $0 >> 2 >= word >> 2 } ?? words.count
    words.insert(word, at: place)
    var blob: [UInt8] = []
    PunchBlob.encode(words, from: start(number), deviceIDs: deviceIDs, into: &blob)
    engine.execute(
      """
      INSERT INTO t VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
        SET count = excluded.count, punches = excluded.punches
      """, id, Int64(words.count), blob: blob)
  }

  private func unpack(_ row: OpaquePointer, _ start: Int64) -> [UInt64] {
    let count = Int(sqlite3_column_int64(row, 1))
    let blob = UnsafeRawBufferPointer(
      start: sqlite3_column_blob(row, 2), count: Int(sqlite3_column_bytes(row, 2)))
    return [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      let isWhole = deviceIndexes.withUnsafeBufferPointer { indexes in
        buffer.baseAddress.map {
          PunchBlob.decode(blob, count: count, from: start, deviceIndexes: indexes, into: $0)
        } ?? false
      }
      precondition(isWhole, "a blob does not read back")
      filled = count
    }
  }
}
