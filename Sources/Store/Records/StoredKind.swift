import Records
import Rules

/// How a record kind lies in its table. See `schema1` for what the columns hold.
struct StoredKind {
  let kind: RecordKind
  /// `"staff_no", "at", …` in the order of the kind's columns.
  let columnList: String

  init(_ kind: RecordKind) {
    self.kind = kind
    columnList = kind.columns.map { quoted($0.name) }.joined(separator: ", ")
  }

  var insert: String {
    let marks = kind.columns.map { _ in "?" }.joined(separator: ", ")
    let key = kind.key.map(quoted).joined(separator: ", ")
    return """
      INSERT INTO \(kind.name) (\(columnList)) VALUES (\(marks)) ON CONFLICT (\(key)) DO NOTHING
      """
  }

  /// The stored row of a key; the parameters are the key's columns.
  var selectByKey: String {
    "SELECT \(columnList), id FROM \(kind.name) WHERE \(keyCondition)"
  }

  /// Replaces all columns; the parameters are all columns, then the row.
  var update: String {
    let all = kind.columns.map { "\(quoted($0.name)) = ?" }.joined(separator: ", ")
    return "UPDATE \(kind.name) SET \(all) WHERE id = ?"
  }

  private var keyCondition: String {
    kind.key.map { "\(quoted($0)) = ?" }.joined(separator: " AND ")
  }

  /// The positions of the key's columns.
  var keyPositions: [Int] {
    kind.key.compactMap { name in kind.columns.firstIndex { $0.name == name } }
  }
}

/// A name as SQL takes it, also where it is a word of SQL (`window`).
func quoted(_ name: String) -> String { "\"\(name)\"" }

extension RecordKind {
  /// Kinds that others refer to by their one key column.
  static let referenced: [RecordKind] = [
    .centers, .units, .staff, .trainings, .dimensions, .factNames,
  ]

  /// The column that names a record of a referenced kind.
  var codeColumn: String { key[0] }

  /// Centres and units may be named by records before anyone has listed them; such rows have a code
  /// alone and are no records yet. Kinds that are names alone have no other rows.
  var mayBeUnlisted: Bool {
    name == "centers" || name == "units" || RecordKind.namesOnly.contains(self)
  }

  /// What tells a listed record from a code alone.
  var listedCondition: String {
    switch name {
    case "centers": "level IS NOT NULL"
    case "units": "kind IS NOT NULL"
    default: "1 = 1"
    }
  }
}
