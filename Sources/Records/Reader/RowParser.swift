import Rules

/// Turns the fields of a record into values, and says all that is wrong with them.
///
/// Values are by position of the column in the kind: `values` holds numbers, the indices of
/// references and `none64`; `texts` the texts of text and reference columns.
struct RowParser: ~Copyable {
  let kind: RecordKind
  let header: Header
  var references: References
  private(set) var values: [Int64]
  private(set) var texts: [UnsafeRawBufferPointer]
  private(set) var findings = FindingList()
  /// One bit a column that is wrong in this row.
  private var wrong: UInt32 = 0
  private let keyColumns: [Int]
  private let rules: [PlannedRule]

  init(kind: RecordKind, header: Header, references: References) {
    self.kind = kind
    self.header = header
    self.references = references
    values = Array(repeating: RecordTable.none64, count: kind.columns.count)
    texts = Array(
      repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: kind.columns.count)
    keyColumns = header.keyColumns
    rules = kind.rules.map { PlannedRule($0, in: kind) }
  }

  /// Reads the cursor's record; false when something is wrong with it.
  mutating func parse(_ cursor: inout RecordCursor) -> Bool {
    let before = findings.count
    guard checkShape(&cursor) else { return false }
    wrong = 0
    for column in header.columns.indices {
      let field = header.columns[column].field
      if field < 0 {
        values[column] = header.columns[column].emptyValue
        texts[column] = UnsafeRawBufferPointer(start: nil, count: 0)
      } else if cursor.fields[field].fault != .none {
        report(
          column, cursor, cursor.fields[field].fault == .openQuote ? .openQuote : .textAfterQuote)
      } else {
        parse(column, field, &cursor)
      }
    }
    if !rules.isEmpty { checkRules(cursor) }
    return findings.count == before
  }

  /// A hash of the key, the same for equal keys.
  var keyHash: UInt64 {
    var hash: UInt64 = 0
    for column in keyColumns {
      switch header.columns[column].form {
      case .text, .reference: hash = byteHash(texts[column], seed: hash)
      default: hash = mixed(hash, UInt64(bitPattern: values[column]))
      }
    }
    return hash
  }

  /// The row as it is compared with another of the same key.
  func snapshot() -> RowSnapshot {
    RowSnapshot(
      key: keyColumns.map { RowSnapshot.Value(values[$0], texts[$0], header.columns[$0].form) },
      all: header.columns.indices.map {
        RowSnapshot.Value(values[$0], texts[$0], header.columns[$0].form)
      })
  }

  private mutating func checkShape(_ cursor: inout RecordCursor) -> Bool {
    if cursor.isTooLong
      && !(0..<min(cursor.fieldCount, cursor.fieldsMax)).contains(where: {
        cursor.fields[$0].fault != .none
      })
    {
      findings.add(Finding(offset: cursor.recordOffset, order: -1, problem: .recordTooLong(kind)))
      return false
    }
    if cursor.fieldCount == header.fieldCount { return true }
    // A quote that is not closed swallows the fields behind it: it is the one error then.
    for field in 0..<min(cursor.fieldCount, header.fieldCount)
    where cursor.fields[field].fault != .none {
      let problem = Problem.field(
        cursor.fields[field].fault == .openQuote ? .openQuote : .textAfterQuote, kind,
        header.names[field], cursor.fields[field].bytes)
      findings.add(Finding(offset: cursor.recordOffset, order: field, problem: problem))
      return false
    }
    findings.add(
      Finding(
        offset: cursor.recordOffset, order: -1,
        problem: .fieldCount(kind, found: cursor.fieldCount, expected: header.fieldCount)))
    return false
  }

  private mutating func parse(_ column: Int, _ field: Int, _ cursor: inout RecordCursor) {
    let form = header.columns[column].form
    guard form == .text || form == .reference else {
      let bytes = cursor.fields[field].bytes
      texts[column] = UnsafeRawBufferPointer(start: nil, count: 0)
      if bytes.isEmpty {
        values[column] = header.columns[column].emptyValue
        if !header.columns[column].schema.mayBeEmpty { report(column, cursor, .empty) }
      } else if let value = header.columns[column].number(bytes) {
        values[column] = value
      } else {
        report(column, cursor, cursor.text(of: field) == nil ? .badBytes : .value)
      }
      return
    }
    values[column] = RecordTable.none64
    guard let text = cursor.text(of: field) else { return report(column, cursor, .badBytes) }
    texts[column] = text
    if text.isEmpty {
      if !header.columns[column].schema.mayBeEmpty { report(column, cursor, .empty) }
    } else if form == .reference {
      refer(column, text, cursor)
    }
  }

  private mutating func refer(
    _ column: Int, _ code: UnsafeRawBufferPointer, _ cursor: borrowing RecordCursor
  ) {
    let position = header.columns[column].codes
    if let index = references.codes[position].table.index(of: code) {
      values[column] = Int64(index)
      return
    }
    switch references.codes[position].unknown {
    case .passed: break
    case .added: values[column] = Int64(references.codes[position].table.insert(code))
    case .refused:
      if references.codes[position].inError.index(of: code) == nil {
        report(column, cursor, .unknownReference)
      }
    }
  }

  private mutating func checkRules(_ cursor: borrowing RecordCursor) {
    for rule in rules where wrong & rule.columns == 0 {
      guard let broken = rule.check(&values, texts) else { continue }
      wrong |= 1 << UInt32(broken.column)
      let order = header.columns[broken.column].field
      findings.add(
        Finding(offset: cursor.recordOffset, order: order, problem: broken.problem(kind)))
    }
  }

  private mutating func report(
    _ column: Int, _ cursor: borrowing RecordCursor, _ fault: FieldFault
  ) {
    wrong |= 1 << UInt32(column)
    if findings.isFull { return findings.addUnseen() }
    let plan = header.columns[column]
    let problem = Problem.field(fault, kind, plan.schema, cursor.fields[plan.field].bytes)
    findings.add(Finding(offset: cursor.recordOffset, order: plan.field, problem: problem))
  }
}
