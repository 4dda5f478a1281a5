import Records
import Rules

/// Writes the rows of one kind.
struct RecordTableWriter {
  private let database: Database
  private let stored: StoredKind
  private let columns: [Source]
  private let keyPositions: [Int]
  private let insert: Statement
  private let select: Statement
  private let update: Statement

  /// Where a column's values come from.
  private enum Source {
    case text(TextColumn)
    case time([Int64])
    /// `key` columns hold 0 where there is no reference, others NULL.
    case reference([Int32], kind: Int, isKey: Bool)
    case integer([Int32])
  }

  init(_ table: RecordTable, _ database: Database) throws {
    let kind = table.kind
    self.database = database
    stored = StoredKind(kind)
    keyPositions = stored.keyPositions
    columns = kind.columns.map { column in
      switch column.type {
      case .text: .text(table.texts[column.name] ?? TextColumn())
      case .time: .time(table.integers64[column.name] ?? [])
      case .reference(let name):
        .reference(
          table.integers32[column.name] ?? [], kind: References.position(of: name),
          isKey: kind.key.contains(column.name))
      default: .integer(table.integers32[column.name] ?? [])
      }
    }
    insert = try database.statement(stored.insert)
    select = try database.statement(stored.selectByKey)
    update = try database.statement(stored.update)
  }

  mutating func upsert(_ row: Int, _ references: inout References, _ count: inout KindCounter)
    throws
  {
    for position in columns.indices {
      try bind(position, row, to: insert, at: Int32(position + 1), &references)
    }
    try insert.execute()
    if database.changes > 0 {
      count.inserted += 1
    } else {
      try compare(row, &references, &count)
    }
  }

  /// Replaces the stored row of the same key when it differs.
  private func compare(_ row: Int, _ references: inout References, _ count: inout KindCounter)
    throws
  {
    for (index, position) in keyPositions.enumerated() {
      try bind(position, row, to: select, at: Int32(index + 1), &references)
    }
    defer { select.reset() }
    guard try select.step() else { preconditionFailure("a row that conflicts is not there") }
    let different = try columns.indices.filter { try !isEqual($0, row, &references) }
    guard !different.isEmpty else {
      count.unchanged += 1
      return
    }
    if stored.kind.mayBeUnlisted && select.isNull(Int32(columns.count - 1)) {
      count.inserted += 1
    } else {
      count.countUpdate()
      for position in different {
        try count.example(
          key: { try keyText(row, references) }, column: stored.kind.columns[position].name,
          before: { try storedText(position, references) },
          after: { try newText(position, row, references) })
      }
    }
    for position in columns.indices {
      try bind(position, row, to: update, at: Int32(position + 1), &references)
    }
    update.bind(Int32(columns.count + 1), select.integer(Int32(columns.count)))
    try update.execute()
  }

  @inline(__always)
  private func bind(
    _ position: Int, _ row: Int, to statement: Statement, at parameter: Int32,
    _ references: inout References
  ) throws {
    if case .text(let column) = columns[position] {
      column.bytes.withUnsafeBytes {
        statement.bind(
          parameter, copyingText: UnsafeRawBufferPointer(rebasing: $0[column.range(of: row)]))
      }
    } else if let value = try integer(position, row, &references) {
      statement.bind(parameter, value)
    } else {
      statement.bindNull(parameter)
    }
  }

  /// The value as it is stored; nil for NULL.
  @inline(__always)
  private func integer(_ position: Int, _ row: Int, _ references: inout References) throws
    -> Int64?
  {
    switch columns[position] {
    case .text: return nil
    case .time(let values):
      let value = values[row]
      return value == RecordTable.none64 ? nil : LocalTime(rawValue: value).utcSeconds
    case .integer(let values):
      let value = values[row]
      return value == RecordTable.none32 ? nil : Int64(value)
    case .reference(let values, let kind, let isKey):
      let value = values[row]
      if value == RecordTable.none32 { return isKey ? 0 : nil }
      return try references.row(kind, Int(value))
    }
  }

  private func isEqual(_ position: Int, _ row: Int, _ references: inout References) throws -> Bool {
    let column = Int32(position)
    if case .text(let texts) = columns[position] {
      return texts.bytes.withUnsafeBytes { bytes in
        bytes[texts.range(of: row)].elementsEqual(select.textBytes(column))
      }
    }
    return try integer(position, row, &references) == select.optionalInteger(column)
  }
}

extension RecordTableWriter {
  // MARK: Texts of examples

  private func keyText(_ row: Int, _ references: References) throws -> String {
    try keyPositions.map { try newText($0, row, references) }.joined(separator: " ")
  }

  private func storedText(_ position: Int, _ references: References) throws -> String {
    let column = Int32(position)
    let type = stored.kind.columns[position].type
    switch type {
    case .text: return select.text(column)
    case .reference(let kind):
      return try references.code(References.position(of: kind), ofRow: select.integer(column))
    default: return select.optionalInteger(column).map { cellText($0, type) } ?? ""
    }
  }

  private func newText(_ position: Int, _ row: Int, _ references: References) throws -> String {
    let type = stored.kind.columns[position].type
    if case .text(let texts) = columns[position] { return texts[row] }
    if case .reference(let values, let kind, _) = columns[position] {
      return values[row] == RecordTable.none32 ? "" : references.code(kind, Int(values[row]))
    }
    var none = references
    return try integer(position, row, &none).map { cellText($0, type) } ?? ""
  }
}
