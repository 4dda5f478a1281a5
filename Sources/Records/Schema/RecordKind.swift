/// A column of a record kind.
public struct ColumnSchema: Sendable, Hashable {
  public let name: String
  public let type: ColumnType
  /// The column must be in the file.
  public internal(set) var isRequired = true
  /// A row may leave the value empty.
  public internal(set) var mayBeEmpty = false
  /// What an empty value or a missing column means, as it would be written in the file.
  public internal(set) var defaultValue: String?
  /// Scoring reads it. Columns that it does not read are checked all the same.
  public internal(set) var isScored = true

  /// A column that every row fills in.
  static func column(_ name: String, _ type: ColumnType) -> ColumnSchema {
    ColumnSchema(name: name, type: type)
  }

  /// A row may leave the value empty, which then means `value` where there is one.
  func orEmpty(meaning value: String? = nil) -> ColumnSchema {
    var copy = self
    copy.mayBeEmpty = true
    copy.defaultValue = value
    return copy
  }

  /// The file may leave the column out.
  func optional(meaning value: String? = nil) -> ColumnSchema {
    var copy = orEmpty(meaning: value)
    copy.isRequired = false
    return copy
  }

  /// For people to read: no score depends on it.
  var unscored: ColumnSchema {
    var copy = self
    copy.isScored = false
    return copy
  }
}

/// One of the kinds of records that a county keeps: the same description reads and writes its CSV
/// file, stores its rows and lists its differences.
public struct RecordKind: Sendable, Hashable {
  /// The file's name without `.csv`, and the table's.
  public let name: String
  /// The columns that identify a record.
  public let key: [String]
  public let columns: [ColumnSchema]
  /// What must hold between the values of one row.
  public internal(set) var rules: [RowRule] = []
  /// The file must be there, unless the store has such records.
  public internal(set) var isFileRequired = false

  public var fileName: String { name + ".csv" }

  public func column(_ name: String) -> ColumnSchema? { columns.first { $0.name == name } }
}

extension RecordKind {
  /// All kinds, in the order in which they are read: a kind stands after those that it refers to.
  public static let all: [RecordKind] = [
    .centers, .units, .staff, .calendar, .schedules, .policy, .punches, .leaves, .corrections,
    .incidents, .cases, .inspections, .ratings, .complaints, .trainings, .trainingAttendance,
    .exams, .reviews, .adjustments, .facts,
  ]

  public static func named(_ name: String) -> RecordKind? { all.first { $0.name == name } }
}
