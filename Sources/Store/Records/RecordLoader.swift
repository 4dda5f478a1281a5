import Records
import Rules

/// Reads the tables of a record set, one after the other: later kinds refer to earlier ones.
struct RecordLoader {
  private let database: Database
  private let columns: ColumnSelection
  private(set) var members = MemberIndexes()
  /// By position in `RecordKind.referenced`: the codes, and by row number their index, or -1.
  private var referenced: [(codes: CodeTable, indexes: [Int32])]

  private static let staff = RecordKind.referenced.firstIndex(of: .staff)

  init(_ database: Database, _ columns: ColumnSelection) {
    self.database = database
    self.columns = columns
    referenced = RecordKind.referenced.map { _ in (CodeTable(), []) }
  }

  /// By kind name.
  var codes: [String: CodeTable] {
    Dictionary(
      uniqueKeysWithValues: zip(RecordKind.referenced.map(\.name), referenced.map(\.codes)))
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
    let position = RecordKind.referenced.firstIndex(of: kind)
    var builder = TableBuilder(chosen)
    let filter = RecordFilter(kind, months, member: members.only)
    let names =
      chosen.map { quoted($0.name) } + (position != nil ? ["id", quoted(kind.codeColumn)] : [])
    let query = filter.select(names.joined(separator: ", "), from: kind.name)
    try database.query(query.sql, query.values) { statement in
      if let position {
        let id = statement.integer(Int32(chosen.count))
        note(position, id, statement.textBytes(Int32(chosen.count + 1)))
      }
      try builder.append(statement) { try index($0, $1) }
    }
    return builder.table(kind)
  }

  /// Gives the row of a referenced kind the next index.
  private mutating func note(_ kind: Int, _ id: Int64, _ code: UnsafeRawBufferPointer) {
    let index = referenced[kind].codes.insert(code)
    if kind == Self.staff { members.set(id, index) }
    let count = referenced[kind].indexes.count
    if count <= id {
      let more = max(Int(id) + 1, count * 2) - count
      referenced[kind].indexes.append(contentsOf: repeatElement(-1, count: more))
    }
    referenced[kind].indexes[Int(id)] = Int32(index)
  }

  /// The index of a row that a record refers to; the row's code is added where it has none, as that
  /// of another member, or of a centre that nobody has listed.
  @inline(__always)
  private mutating func index(_ kind: Int, _ id: Int64) throws -> Int32 {
    if id < referenced[kind].indexes.count {
      let known = referenced[kind].indexes[Int(id)]
      if known >= 0 { return known }
    }
    return try noteMissing(kind, id)
  }

  private mutating func noteMissing(_ position: Int, _ id: Int64) throws -> Int32 {
    let kind = RecordKind.referenced[position]
    var code =
      try database.first(
        "SELECT \(kind.codeColumn) FROM \(kind.name) WHERE id = ?", .int(id)
      ) { $0.text(0) } ?? ""
    code.withUTF8 { note(position, id, UnsafeRawBufferPointer($0)) }
    return referenced[position].indexes[Int(id)]
  }
}

/// Collects rows in columns.
private struct TableBuilder {
  private let schemas: [ColumnSchema]
  private let forms: [Form]
  private var count = 0

  /// What a column holds, and of a reference which of `RecordKind.referenced`.
  private enum Form {
    case text, time, integer
    case reference(Int)
  }

  private var integers32: [[Int32]]
  private var integers64: [[Int64]]
  private var texts: [TextColumn]

  init(_ schemas: [ColumnSchema]) {
    self.schemas = schemas
    forms = schemas.map { schema in
      switch schema.type {
      case .text: .text
      case .time: .time
      case .reference(let kind): .reference(References.position(of: kind))
      default: .integer
      }
    }
    integers32 = schemas.map { _ in [] }
    integers64 = schemas.map { _ in [] }
    texts = schemas.map { _ in TextColumn() }
  }

  mutating func append(
    _ row: Statement, index: (_ kind: Int, _ id: Int64) throws -> Int32
  ) throws {
    for position in forms.indices {
      let column = Int32(position)
      switch forms[position] {
      case .text: texts[position].append(row.textBytes(column))
      case .time:
        let value = row.optionalInteger(column)
        integers64[position].append(
          value.map { LocalTime(utcSeconds: $0).rawValue } ?? RecordTable.none64)
      case .reference(let kind):
        let id = row.integer(column)
        integers32[position].append(id == 0 ? RecordTable.none32 : try index(kind, id))
      case .integer:
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
