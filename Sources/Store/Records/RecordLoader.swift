import Records
import Rules

/// Reads the tables of a record set, one after the other: later kinds refer to earlier ones.
struct RecordLoader {
  private let database: Database
  private let columns: ColumnSelection
  private(set) var codes: [String: CodeTable] = [:]
  private(set) var members = MemberIndexes()
  /// By kind, by row number: the index in `codes`, or -1.
  private var indexes: [String: [Int32]] = [:]

  init(_ database: Database, _ columns: ColumnSelection) {
    self.database = database
    self.columns = columns
    for kind in RecordKind.referenced {
      codes[kind.name] = CodeTable()
      indexes[kind.name] = []
    }
  }

  /// Limits what follows to one member. Nobody matches a number that is not there.
  mutating func selectMember(_ staffNo: String?) throws {
    guard let staffNo else { return }
    members.only =
      try database.first("SELECT id FROM staff WHERE staff_no = ?", .text(staffNo)) {
        $0.integer(0)
      } ?? 0
  }

  mutating func table(_ kind: RecordKind, _ months: ClosedRange<YearMonth>?) throws -> RecordTable {
    let chosen = kind.columns.filter { columns.includes($0) }
    let isReferenced = RecordKind.referenced.contains(kind)
    var builder = TableBuilder(chosen)
    let filter = RecordFilter(kind, months, member: members.only)
    let names = (chosen.map { quoted($0.name) } + (isReferenced ? ["id", kind.codeColumn] : []))
      .joined(separator: ", ")
    try database.query(
      "SELECT \(names) FROM \(kind.name) WHERE \(filter.condition) ORDER BY \(filter.order)",
      filter.values
    ) { statement in
      if isReferenced {
        let id = statement.integer(Int32(chosen.count))
        note(kind.name, id, statement.textBytes(Int32(chosen.count + 1)))
      }
      try builder.append(statement) { try index($0, $1) }
    }
    return builder.table(kind)
  }

  /// Gives the row of a referenced kind the next index.
  private mutating func note(_ kind: String, _ id: Int64, _ code: UnsafeRawBufferPointer) {
    let index = codes[kind]?.insert(code) ?? 0
    if kind == RecordKind.staff.name { members.set(id, index) }
    let count = indexes[kind]?.count ?? 0
    if count <= id {
      let more = max(Int(id) + 1, count * 2) - count
      indexes[kind]?.append(contentsOf: repeatElement(-1, count: more))
    }
    indexes[kind]?[Int(id)] = Int32(index)
  }

  /// The index of a row that a record refers to; the row's code is added where it has none, as that
  /// of another member, or of a centre that nobody has listed.
  private mutating func index(_ kind: String, _ id: Int64) throws -> Int32 {
    if let known = indexes[kind], id < known.count, known[Int(id)] >= 0 { return known[Int(id)] }
    guard let target = RecordKind.named(kind) else { preconditionFailure("no kind \(kind)") }
    var code =
      try database.first(
        "SELECT \(target.codeColumn) FROM \(kind) WHERE id = ?", .int(id)
      ) { $0.text(0) } ?? ""
    code.withUTF8 { note(kind, id, UnsafeRawBufferPointer($0)) }
    return indexes[kind]?[Int(id)] ?? RecordTable.none32
  }
}

/// Collects rows in columns.
private struct TableBuilder {
  private let schemas: [ColumnSchema]
  private var count = 0
  private var integers32: [[Int32]]
  private var integers64: [[Int64]]
  private var texts: [TextColumn]

  init(_ schemas: [ColumnSchema]) {
    self.schemas = schemas
    integers32 = schemas.map { _ in [] }
    integers64 = schemas.map { _ in [] }
    texts = schemas.map { _ in TextColumn() }
  }

  mutating func append(
    _ row: Statement, index: (_ kind: String, _ id: Int64) throws -> Int32
  ) throws {
    for position in schemas.indices {
      let column = Int32(position)
      switch schemas[position].type {
      case .text: texts[position].append(row.textBytes(column))
      case .time:
        let value = row.optionalInteger(column)
        integers64[position].append(
          value.map { LocalTime(utcSeconds: $0).rawValue } ?? RecordTable.none64)
      case .reference(let kind):
        let id = row.integer(column)
        integers32[position].append(id == 0 ? RecordTable.none32 : try index(kind, id))
      default:
        integers32[position].append(
          row.optionalInteger(column).map { Int32(truncatingIfNeeded: $0) } ?? RecordTable.none32)
      }
    }
    count += 1
  }

  func table(_ kind: RecordKind) -> RecordTable {
    var columns32: [String: [Int32]] = [:]
    var columns64: [String: [Int64]] = [:]
    var columnTexts: [String: TextColumn] = [:]
    for (position, schema) in schemas.enumerated() {
      switch schema.type {
      case .text: columnTexts[schema.name] = texts[position]
      case .time: columns64[schema.name] = integers64[position]
      default: columns32[schema.name] = integers32[position]
      }
    }
    return RecordTable(
      kind: kind, count: count, integers32: columns32, integers64: columns64, texts: columnTexts)
  }
}
