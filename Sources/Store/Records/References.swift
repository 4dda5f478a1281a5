import Records
import Rules

/// From the codes of a record set to the rows that they name, found as they are needed.
struct References {
  /// By position in `RecordKind.referenced`: its codes and, by index, the row, or 0 where it was
  /// not looked up.
  private var kinds: [(codes: CodeTable, rows: [Int64])]
  private let database: Database

  init(_ set: RecordSet, _ database: Database) {
    self.database = database
    kinds = RecordKind.referenced.map { kind in
      let codes = set.codes[kind.name] ?? CodeTable()
      return (codes, Array(repeating: 0, count: codes.count))
    }
  }

  /// The position of a kind that others refer to.
  static func position(of kind: String) -> Int {
    guard let position = RecordKind.referenced.firstIndex(where: { $0.name == kind }) else {
      preconditionFailure("no kind refers to \(kind)")
    }
    return position
  }

  func code(_ kind: Int, _ index: Int) -> String { kinds[kind].codes[index] }

  /// The row of the code at the index.
  /// - Throws: `reference_unknown` when there is none and the kind must be listed.
  @inline(__always)
  mutating func row(_ kind: Int, _ index: Int) throws -> Int64 {
    let known = kinds[kind].rows[index]
    if known != 0 { return known }
    let row = try find(RecordKind.referenced[kind], code(kind, index))
    kinds[kind].rows[index] = row
    return row
  }

  private func find(_ kind: RecordKind, _ code: String) throws -> Int64 {
    let name = kind.name
    let found = try database.first(
      "SELECT id FROM \(name) WHERE \(kind.codeColumn) = ?", .text(code)
    ) { $0.integer(0) }
    if let found { return found }
    if kind.mayBeUnlisted {
      let made = try database.first(
        "INSERT INTO \(name) (\(kind.codeColumn), name) VALUES (?, '') RETURNING id", .text(code)
      ) { $0.integer(0) }
      if let made { return made }
    }
    throw Problem(
      .referenceUnknown, .notFound, zh: "\(name) 中没有 \(code)", en: "there is no \(code) in \(name)",
      remedy: Bilingual(zh: "先导入该记录，或更正编号", en: "import that record first, or correct the code"),
      field: kind.codeColumn)
  }

  /// The code of a row, for messages.
  func code(_ position: Int, ofRow row: Int64) throws -> String {
    guard row != 0 else { return "" }
    let kind = RecordKind.referenced[position]
    return try database.first(
      "SELECT \(kind.codeColumn) FROM \(kind.name) WHERE id = ?", .int(row)
    ) { $0.text(0) } ?? ""
  }
}
