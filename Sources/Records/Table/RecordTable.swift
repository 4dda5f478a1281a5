/// The rows of one kind, in columns.
///
/// Rows stand in the order of the file (or of the store's key); columns that nobody asked for are
/// not there. All columns have `count` values.
public struct RecordTable: Sendable, Equatable {
  /// An empty value in `integers32`.
  public static let none32 = Int32.min
  /// An empty value in `integers64`.
  public static let none64 = Int64.min

  public let kind: RecordKind
  public internal(set) var count: Int
  /// By column name: everything but texts and times.
  public internal(set) var integers32: [String: [Int32]] = [:]
  /// By column name: the `time` columns.
  public internal(set) var integers64: [String: [Int64]] = [:]
  /// By column name: the `text` columns.
  public internal(set) var texts: [String: TextColumn] = [:]

  /// A table of columns that somebody has filled; each must have `count` values.
  public init(
    kind: RecordKind, count: Int, integers32: [String: [Int32]], integers64: [String: [Int64]],
    texts: [String: TextColumn]
  ) {
    precondition(
      integers32.values.allSatisfy { $0.count == count }
        && integers64.values.allSatisfy { $0.count == count }
        && texts.values.allSatisfy { $0.count == count }, "columns of different lengths")
    self.kind = kind
    self.count = count
    self.integers32 = integers32
    self.integers64 = integers64
    self.texts = texts
  }

  /// A table without rows that has each of the chosen columns.
  public init(emptyOf kind: RecordKind, columns: ColumnSelection = .all) {
    self.kind = kind
    count = 0
    for column in kind.columns where columns.includes(column) {
      switch column.type {
      case .text: texts[column.name] = TextColumn()
      case .time: integers64[column.name] = []
      default: integers32[column.name] = []
      }
    }
  }
}

/// Which columns a reader keeps.
public enum ColumnSelection: Sendable {
  case all
  /// Those that a score depends on; the others are checked and dropped.
  case scoring
  /// None: rows are only checked and counted.
  case none

  public func includes(_ column: ColumnSchema) -> Bool {
    switch self {
    case .all: true
    case .scoring: column.isScored
    case .none: false
    }
  }
}
