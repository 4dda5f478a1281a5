/// A column of a record kind.
public struct ColumnSchema: Sendable, Hashable {
  public let name: String
  public let type: ColumnType
  /// The column must be in the file.
  public let isRequired: Bool
  /// A row may leave the value empty.
  public let mayBeEmpty: Bool
  /// What an empty value or a missing column means, as it would be written in the file.
  public let defaultValue: String?
}

/// One of the kinds of records that a county keeps: the same description reads and writes its CSV
/// file, stores its rows and lists its differences.
public struct RecordKind: Sendable, Hashable {
  /// The file's name without `.csv`, and the table's.
  public let name: String
  /// The columns that identify a record.
  public let key: [String]
  public let columns: [ColumnSchema]

  public var fileName: String { name + ".csv" }
}
