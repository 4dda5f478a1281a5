import Rules

/// Turns the fields of a record into values, and says all that is wrong with them.
///
/// Values are by position of the column in the kind: `values` holds numbers, the indices of
/// references and `none64`; `texts` the texts of text and reference columns, until the next record.
struct RowParser: ~Copyable {
  let kind: RecordKind
  let header: Header
  private(set) var references: References
  private(set) var findings = FindingList()
  let values: UnsafeMutablePointer<Int64>
  let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
  /// One bit a column that is wrong in this row.
  private var wrong: UInt32 = 0
  private let rules: [PlannedRule]
  // Copies of what the header and the references have, in memory that is read without counting
  // references.
  private let count: Int
  private let columns: UnsafeMutablePointer<ColumnPlan>
  private let choices: UnsafeMutablePointer<ChoiceNames>
  private let lookups: UnsafeMutablePointer<CodeLookup>
  private let numeric: UnsafeMutablePointer<NumericCodes.Lookup?>
  private let keys: UnsafeMutableBufferPointer<Int>

  init(kind: RecordKind, header: Header, references: References) {
    self.kind = kind
    self.header = header
    self.references = references
    rules = kind.rules.map { PlannedRule($0, in: kind, references.schema) }
    count = kind.columns.count
    values = .allocate(capacity: count)
    values.initialize(repeating: RecordTable.none64, count: count)
    texts = .allocate(capacity: count)
    texts.initialize(repeating: noText, count: count)
    columns = .allocate(capacity: count)
    columns.initialize(from: header.columns, count: count)
    choices = .allocate(capacity: count)
    choices.initialize(from: header.choices, count: count)
    lookups = .allocate(capacity: references.codes.count)
    for (position, codes) in references.codes.enumerated() {
      (lookups + position).initialize(to: codes.table.lookup)
    }
    numeric = .allocate(capacity: references.codes.count)
    numeric.initialize(from: references.codes.map(\.numeric?.lookup), count: references.codes.count)
    keys = .allocate(capacity: header.keyColumns.count)
    _ = keys.initialize(from: header.keyColumns)
  }

  deinit {
    values.deallocate()
    texts.deallocate()
    columns.deallocate()
    choices.deinitialize(count: count)
    choices.deallocate()
    lookups.deallocate()
    numeric.deallocate()
    keys.deallocate()
  }

  /// Reads the cursor's record; false when something is wrong with it.
  mutating func parse(_ cursor: inout RecordCursor) -> Bool {
    let before = findings.count
    guard cursor.fieldCount == header.fieldCount, !cursor.isTooLong else {
      reportShape(&cursor)
      return false
    }
    wrong = 0
    for column in 0..<count {
      let field = columns[column].field
      if field < 0 {
        values[column] = columns[column].emptyValue
        texts[column] = noText
      } else if cursor.fields[field].fault != .none {
        report(column, cursor, .quoting(cursor.fields[field].fault))
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
    for column in keys {
      switch columns[column].form {
      case .text, .reference: hash = byteHash(texts[column], seed: hash)
      default: hash = mixed(hash, UInt64(bitPattern: values[column]))
      }
    }
    return hash
  }

  /// The row as it is compared with another of the same key.
  func snapshot() -> RowSnapshot {
    let all = (0..<count).map { column in
      RowSnapshot.Value(values[column], texts[column], columns[column].form)
    }
    return RowSnapshot(key: keys.map { all[$0] }, all: all)
  }

  @inline(__always)
  private mutating func parse(_ column: Int, _ field: Int, _ cursor: inout RecordCursor) {
    let form = columns[column].form
    if form == .text || form == .reference {
      values[column] = RecordTable.none64
      guard let text = cursor.text(of: field) else { return report(column, cursor, .badBytes) }
      texts[column] = text
      // No answer of the service could carry it.
      if text.contains(0) { return report(column, cursor, .nul) }
      if text.isEmpty {
        if !columns[column].mayBeEmpty { report(column, cursor, .empty) }
      } else if form == .reference {
        refer(column, text, cursor)
      }
      return
    }
    let bytes = cursor.fields[field].bytes
    texts[column] = noText
    if bytes.isEmpty {
      values[column] = columns[column].emptyValue
      if !columns[column].mayBeEmpty { report(column, cursor, .empty) }
    } else if let value = columns[column].number(bytes, choices[column]) {
      values[column] = value
    } else {
      report(column, cursor, cursor.text(of: field) == nil ? .badBytes : .value)
    }
  }

  @inline(__always)
  private mutating func refer(
    _ column: Int, _ code: UnsafeRawBufferPointer, _ cursor: borrowing RecordCursor
  ) {
    let codes = columns[column].codes
    if let index = numeric[codes]?.index(of: code) ?? lookups[codes].index(of: code) {
      values[column] = Int64(index)
    } else {
      takeUnknown(column, code, cursor)
    }
  }

  private mutating func takeUnknown(
    _ column: Int, _ code: UnsafeRawBufferPointer, _ cursor: borrowing RecordCursor
  ) {
    let position = columns[column].codes
    switch references.codes[position].unknown {
    case .passed: break
    case .added:
      values[column] = Int64(references.codes[position].table.insert(code))
      lookups[position] = references.codes[position].table.lookup
    case .refused:
      if references.codes[position].inError.index(of: code) == nil {
        report(column, cursor, .unknownReference)
      }
    }
  }

  private mutating func checkRules(_ cursor: borrowing RecordCursor) {
    for rule in rules where wrong & rule.columns == 0 {
      guard let broken = rule.check(values, texts) else { continue }
      wrong |= 1 << UInt32(broken.column)
      findings.add(
        Finding(
          offset: cursor.recordOffset, order: columns[broken.column].field,
          problem: broken.problem(kind)))
    }
  }

  private mutating func report(
    _ column: Int, _ cursor: borrowing RecordCursor, _ fault: FieldFault
  ) {
    wrong |= 1 << UInt32(column)
    if findings.isFull { return findings.addUnseen() }
    let field = columns[column].field
    let problem = Problem.field(fault, kind, kind.columns[column], cursor.fields[field].bytes)
    findings.add(Finding(offset: cursor.recordOffset, order: field, problem: problem))
  }

  /// Says that the record has a wrong number of fields, or why it seems to: a quote that is not
  /// closed swallows the fields behind it, and is the one error then.
  private mutating func reportShape(_ cursor: inout RecordCursor) {
    if findings.isFull { return findings.addUnseen() }
    // A header's names are kept up to a limit, and a record's fields up to the header's.
    let kept = min(cursor.fieldCount, header.names.count)
    let faulty = (0..<kept).first { cursor.fields[$0].fault != .none }
    let problem: Problem
    if let field = faulty {
      problem = .field(
        .quoting(cursor.fields[field].fault), kind, header.names[field], cursor.fields[field].bytes)
    } else if cursor.isTooLong {
      problem = .recordTooLong(kind)
    } else {
      problem = .fieldCount(kind, found: cursor.fieldCount, expected: header.fieldCount)
    }
    findings.add(Finding(offset: cursor.recordOffset, order: faulty ?? -1, problem: problem))
  }
}

/// The text of a column that has none.
private var noText: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
