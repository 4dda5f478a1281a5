/// The rows of one kind, in columns.
///
/// Rows stand in the order of the file (or of the store's key); columns that nobody asked for are not
/// there. All columns have `count` values.
public struct RecordTable: Sendable {
  /// The value of an empty field in `integers32`.
  public static let none32 = Int32.min
  /// The value of an empty field in `integers64`.
  public static let none64 = Int64.min

  public let kind: RecordKind
  public internal(set) var count: Int
  /// By column name: everything but text and times.
  public internal(set) var integers32: [String: [Int32]] = [:]
  /// By column name: the `time` columns.
  public internal(set) var integers64: [String: [Int64]] = [:]
  /// By column name: the `text` columns.
  public internal(set) var texts: [String: TextColumn] = [:]
}
