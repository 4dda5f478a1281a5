import CSQLite

/// One connection to one database file. It belongs to the thread that uses it.
///
/// Statements are prepared once and kept. The SQL that callers write stays in the part that SQLite
/// and PostgreSQL share; only this folder knows which engine runs it.
final class Database {
  let handle: OpaquePointer
  private var cache: [String: Statement] = [:]

  enum Mode {
    case readWrite, readOnly
  }

  /// Opens the file; in `readWrite` mode it is created when it is not there.
  init(path: String, mode: Mode, cacheKibibytes: Int) throws(DatabaseError) {
    // The connection never leaves its thread, so SQLite need not lock it.
    let flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
      | (mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close(opened)
      throw DatabaseError(extendedCode: code, message: "\(message): \(path)", sql: "")
    }
    handle = opened
    do throws(DatabaseError) {
      sqlite3_busy_timeout(handle, StoreLimits.busyTimeoutMilliseconds)
      try run("PRAGMA cache_size = -\(cacheKibibytes)")
      try run("PRAGMA trusted_schema = OFF")
    } catch {
      finalizeStatements()
      sqlite3_close(handle)
      throw error
    }
  }

  /// Releases the connection. A statement still at work is a fault of the caller.
  func close() {
    precondition(busyStatement == nil, "closing with a busy statement: \(busyStatement ?? "")")
    finalizeStatements()
    let code = sqlite3_close(handle)
    precondition(code == SQLITE_OK, "closing a database in use: \(code)")
  }

  private func finalizeStatements() {
    for statement in cache.values { statement.finalize() }
    cache = [:]
  }

  /// The SQL of a statement that has been stepped and not reset.
  var busyStatement: String? {
    cache.values.first { sqlite3_stmt_busy($0.handle) != 0 }?.sql
  }

  /// False inside a transaction; true again when the engine undid the transaction by itself.
  var isOutsideTransaction: Bool { sqlite3_get_autocommit(handle) != 0 }

  /// Rows that the last insert, update or delete touched.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// The prepared statement of this text, made at its first use.
  func statement(_ sql: String) throws(DatabaseError) -> Statement {
    if let known = cache[sql] { return known }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw error(code, sql) }
    let statement = Statement(prepared, sql, self)
    cache[sql] = statement
    return statement
  }

  /// Runs a statement whose rows nobody needs.
  func run(_ sql: String, _ values: Value...) throws(DatabaseError) {
    let statement = try statement(sql)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() {}
  }

  /// Calls `row` for each row. The statement's columns are valid inside the call alone.
  func query(
    _ sql: String, _ values: [Value] = [], row: (Statement) throws -> Void
  ) throws {
    let statement = try statement(sql)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() { try row(statement) }
  }

  /// What `read` makes of the first row; nil when there is none.
  func first<T>(
    _ sql: String, _ values: Value..., read: (Statement) throws -> T
  ) throws -> T? {
    let statement = try statement(sql)
    defer { statement.reset() }
    try statement.bind(values)
    return try statement.step() ? read(statement) : nil
  }

  /// Runs several statements without values, as a migration does.
  func runScript(_ sql: String) throws(DatabaseError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw error(code, sql) }
  }

  func error(_ code: Int32, _ sql: String) -> DatabaseError {
    DatabaseError(extendedCode: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql)
  }
}

/// A value to bind.
enum Value {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])

  static func int(_ value: some BinaryInteger) -> Value { .integer(Int64(value)) }
  static func optional(_ value: Int64?) -> Value { value.map(Value.integer) ?? .null }
  static func optional(_ value: String?) -> Value { value.map(Value.text) ?? .null }
}
