import CSQLite
import Records
import Rules

/// One way to lay punches in a table.
protocol Layout {
  var name: String { get }
  var schema: String { get }
  func load(_ punches: PunchColumns, _ engine: Engine)
  /// Appends all words, in any order of members.
  func scan(_ engine: Engine, into words: inout [UInt64])
  func upsert(_ word: UInt64, member: Int, _ engine: Engine)
}

/// A row a punch.
struct PunchRows: Layout {
  let name = "row a punch, WITHOUT ROWID (staff, at, device)"
  let schema = """
    CREATE TABLE t (staff bigint, at bigint, device bigint, method bigint,
      PRIMARY KEY (staff, at, device)) WITHOUT ROWID
    """

  func load(_ punches: PunchColumns, _ engine: Engine) {
    for member in 0..<punches.starts.count - 1 {
      for index in punches.starts[member]..<punches.starts[member + 1] {
        upsert(punches.words[index], member: member, engine)
      }
    }
  }

  func scan(_ engine: Engine, into words: inout [UInt64]) {
    engine.rows("SELECT staff, at, device, method FROM t") { row in
      words.append(
        PunchColumns.word(
          time: LocalTime(rawValue: sqlite3_column_int64(row, 1)),
          device: Int(sqlite3_column_int64(row, 2)), method: Int(sqlite3_column_int64(row, 3))))
    }
  }

  func upsert(_ word: UInt64, member: Int, _ engine: Engine) {
    engine.execute(
      """
      INSERT INTO t VALUES (?, ?, ?, ?)
        ON CONFLICT (staff, at, device) DO UPDATE SET method = excluded.method
      """, Int64(member), PunchColumns.time(of: word).rawValue,
      Int64(PunchColumns.device(of: word)), Int64(PunchColumns.method(of: word)))
  }
}
