/// What the database engine reported: its extended code, its own message, and the statement at
/// work.
public struct DatabaseError: Error, Sendable, Hashable {
  public let extendedCode: Int32
  public let message: String
  /// Empty when no statement was at work.
  public let sql: String
}
