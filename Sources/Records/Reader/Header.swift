import Rules

/// The first record of a file: which column stands where.
struct Header {
  /// The plan of every column of the kind, in the kind's order.
  var columns: [ColumnPlan]
  /// The names of each column's choices, in the kind's order.
  let choices: [ChoiceNames]
  /// How many fields a row has.
  var fieldCount = 0
  /// What the file calls them.
  var names: [String] = []
  /// The positions of the key in `columns`.
  let keyColumns: [Int]
  /// Where the rows begin in the file.
  var rowsOffset = 0
  var findings = FindingList()
  /// Columns that no kind has.
  var notes: [Problem] = []

  /// The header is as it must be: rows are read into a table.
  var isSound: Bool { findings.isEmpty }

  /// The most fields of a header that are looked at: far above any real file's.
  private static let fieldsMax = 1024

  init(of file: RecordFile, kind: RecordKind, references: References) {
    choices = kind.columns.map { ChoiceNames(of: $0.type) }
    columns = zip(kind.columns, choices).map { ColumnPlan($0, $1, references: references) }
    keyColumns = kind.key.compactMap { name in kind.columns.firstIndex { $0.name == name } }
    var cursor = RecordCursor(
      file, from: Self.markLength(of: file), to: file.size, fieldsMax: Self.fieldsMax)
    let offset: Int
    if cursor.next() {
      offset = cursor.recordOffset
      takeNames(&cursor, kind)
    } else {
      offset = 0
    }
    rowsOffset = cursor.offset
    for (order, column) in kind.columns.enumerated()
    where columns[order].field < 0 && column.isRequired {
      findings.add(
        Finding(
          offset: offset, order: fieldCount + order, problem: .missingColumn(kind, column.name)))
    }
  }

  private mutating func takeNames(_ cursor: inout RecordCursor, _ kind: RecordKind) {
    fieldCount = cursor.fieldCount
    for field in 0..<min(fieldCount, Self.fieldsMax) {
      let fault = cursor.fields[field].fault
      guard fault == .none, let text = cursor.text(of: field) else {
        let name = String(decoding: cursor.fields[field].bytes, as: UTF8.self)
        names.append(name)
        let problem = Problem.field(
          fault == .none ? .badBytes : .quoting(fault), kind,
          name,
          cursor.fields[field].bytes)
        findings.add(Finding(offset: cursor.recordOffset, order: field, problem: problem))
        continue
      }
      let name = String(decoding: text, as: UTF8.self)
      if !name.isEmpty, names.contains(name) {
        findings.add(
          Finding(offset: cursor.recordOffset, order: field, problem: .repeatedColumn(kind, name)))
      } else if let column = kind.columns.firstIndex(where: { $0.name == name }) {
        columns[column].field = field
      } else {
        notes.append(.unknownColumn(kind, name))
      }
      names.append(name)
    }
  }

  /// The length of a byte-order mark, in UTF-8 or GB18030.
  private static func markLength(of file: RecordFile) -> Int {
    var start = [UInt8](repeating: 0, count: 4)
    let count = start.withUnsafeMutableBytes { file.read(into: $0, at: 0) }
    if count >= 3, start[..<3] == [0xEF, 0xBB, 0xBF] { return 3 }
    return count == 4 && start == [0x84, 0x31, 0x95, 0x33] ? 4 : 0
  }
}
