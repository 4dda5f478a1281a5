import CSQLite

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite.
final class Statement {
  let handle: OpaquePointer
  let sql: String
  private unowned let database: Database

  init(_ handle: OpaquePointer, _ sql: String, _ database: Database) {
    self.handle = handle
    self.sql = sql
    self.database = database
  }

  func finalize() { sqlite3_finalize(handle) }

  /// Moves to the next row; false at the end. After an error or the end the statement is reset.
  @inline(__always)
  func step() throws(DatabaseError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    let error = database.error(code, sql)
    sqlite3_reset(handle)
    throw error
  }

  /// Steps a statement that returns no row, and makes it ready for the next one.
  @inline(__always)
  func execute() throws(DatabaseError) {
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      let error = database.error(code, sql)
      sqlite3_reset(handle)
      throw error
    }
    sqlite3_reset(handle)
  }

  @inline(__always)
  func reset() { sqlite3_reset(handle) }

  // MARK: Binding. A wrong index is a fault of the caller and shows as a failed step.

  func bind(_ values: [Value]) throws(DatabaseError) {
    var index: Int32 = 0
    for value in values {
      index += 1
      switch value {
      case .null: bindNull(index)
      case .integer(let number): bind(index, number)
      case .text(let text): bind(index, text)
      case .bytes(let bytes): bytes.withUnsafeBytes { bind(index, copying: $0) }
      }
    }
    let wanted = sqlite3_bind_parameter_count(handle)
    precondition(index == wanted, "\(index) values for \(wanted) parameters: \(sql)")
  }

  @inline(__always)
  func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

  @inline(__always)
  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

  func bind(_ index: Int32, _ text: String) {
    var text = text
    text.withUTF8 { bind(index, copyingText: UnsafeRawBufferPointer($0)) }
  }

  func bind(_ index: Int32, copyingText bytes: UnsafeRawBufferPointer) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    // An empty buffer may have no address, which SQLite would take for NULL.
    sqlite3_bind_text(handle, index, start ?? emptyText, Int32(bytes.count), transient)
  }

  func bind(_ index: Int32, copying bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      sqlite3_bind_zeroblob(handle, index, 0)
      return
    }
    sqlite3_bind_blob(handle, index, start, Int32(bytes.count), transient)
  }

  // MARK: Columns of the row that `step` moved to.

  @inline(__always)
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  @inline(__always)
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// A number that the store wrote as 32 bits. What a damaged file holds instead is cut to them:
  /// the integrity check finds it, and a read must not end the server.
  @inline(__always)
  func integer32(_ column: Int32) -> Int32 { Int32(truncatingIfNeeded: integer(column)) }

  @inline(__always)
  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func text(_ column: Int32) -> String {
    String(decoding: textBytes(column), as: UTF8.self)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// The text's UTF-8 in the engine's own memory: valid until the next `step` or `reset`.
  @inline(__always)
  func textBytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_text(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  /// The bytes in the engine's own memory: valid until the next `step` or `reset`.
  @inline(__always)
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }
}

/// SQLite copies what is bound before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

private nonisolated(unsafe) let emptyText = UnsafePointer<CChar>(
  UnsafeMutablePointer<CChar>.allocate(capacity: 1))
