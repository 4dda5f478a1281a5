import CSQLite

/// SQLite with the store's settings and nothing of the store, so that layouts compare by
/// themselves.
final class Engine {
  private var handle: OpaquePointer?
  private var statements: [String: OpaquePointer] = [:]

  init(_ path: String, _ schema: String) {
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    check(sqlite3_open_v2(path, &handle, flags, nil))
    for setting in ["journal_mode = WAL", "synchronous = FULL", "cache_size = -8192"] {
      run("PRAGMA \(setting)")
    }
    run(schema)
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close(handle)
  }

  private func check(_ code: Int32) {
    guard code != SQLITE_OK, code != SQLITE_ROW, code != SQLITE_DONE else { return }
    fatalError("SQLite \(code): \(String(cString: sqlite3_errmsg(handle)))")
  }

  func run(_ sql: String) { check(sqlite3_exec(handle, sql, nil, nil, nil)) }

  private func statement(_ sql: String) -> OpaquePointer {
    if let known = statements[sql] { return known }
    var made: OpaquePointer?
    check(sqlite3_prepare_v2(handle, sql, -1, &made, nil))
    guard let made else { fatalError(sql) }
    statements[sql] = made
    return made
  }

  /// Runs a statement with whole numbers, and a blob after them where there is one.
  func execute(_ sql: String, _ numbers: Int64..., blob: [UInt8] = []) {
    let statement = statement(sql)
    for (index, number) in numbers.enumerated() {
      sqlite3_bind_int64(statement, Int32(index + 1), number)
    }
    blob.withUnsafeBytes {
      if !$0.isEmpty {
        sqlite3_bind_blob(
          statement, Int32(numbers.count + 1), $0.baseAddress, Int32($0.count), nil)
      }
      check(sqlite3_step(statement))
    }
    sqlite3_reset(statement)
  }

  func rows(_ sql: String, _ numbers: Int64..., row: (OpaquePointer) -> Void) {
    let statement = statement(sql)
    for (index, number) in numbers.enumerated() {
      sqlite3_bind_int64(statement, Int32(index + 1), number)
    }
    while true {
      let code = sqlite3_step(statement)
      check(code)
      if code != SQLITE_ROW { break }
      row(statement)
    }
    sqlite3_reset(statement)
  }

  /// Bytes of the file once the log is folded into it.
  var size: Int {
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    var bytes = 0
    rows("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") {
      bytes = Int(sqlite3_column_int64($0, 0))
    }
    return bytes
  }
}
