import Rules

/// Reads the file of one kind, but punches, into a table.
struct KindReader {
  let kind: RecordKind
  let file: RecordFile
  let header: Header
  let columns: ColumnSelection
  let meter: Meter

  struct Outcome {
    var table: RecordTable
    var findings: FindingList
  }

  /// What a part of the file gave.
  private struct Part: Sendable {
    var rows: TableBuilder
    var references: References
    var findings: FindingList
    /// The keys of rows that are in error, where other kinds refer to this one.
    var inError: [[UInt8]]
    /// Where the part's last record ends.
    var end: Int
  }

  /// Reads all rows; references to codes that are to be added are added to `references`.
  func read(threads: Int, references: inout References) -> Outcome {
    var part = readParts(threads: threads, references)
    for column in kind.columns.indices {
      if case .reference(let other) = kind.columns[column].type,
        references[other].unknown == .added
      {
        references[other] = part.references[other]
      }
    }
    for code in part.inError {
      code.withUnsafeBytes { _ = references[kind.name].inError.insert($0) }
    }
    guard header.isSound, !meter.isStopped else {
      return Outcome(table: RecordTable(emptyOf: kind, columns: columns), findings: part.findings)
    }
    let repeats = RepeatedRows(
      keyHashes: part.rows.keyHashes, in: file, kind: kind, header: header, references)
    part.findings.add(contentsOf: repeats.findings)
    return Outcome(table: part.rows.table(without: repeats.equal), findings: part.findings)
  }

  private func readParts(threads: Int, _ references: References) -> Part {
    // Codes that rows add have their order from the file: one thread reads it.
    let addsCodes = kind.columns.contains { column in
      if case .reference(let other) = column.type {
        references[other].unknown == .added
      } else {
        false
      }
    }
    let parts = FileParts(of: file, from: header.rowsOffset, threads: addsCodes ? 1 : threads)
    let read = concurrently(parts.starts.count) { part in
      readPart(parts.range(part), references)
    }
    guard parts.areProved(by: read.map(\.end)) else {
      return readPart(header.rowsOffset..<file.size, references)
    }
    var whole = read[0]
    for part in read.dropFirst() {
      whole.rows.append(part.rows)
      whole.findings.add(contentsOf: part.findings)
      whole.inError += part.inError
    }
    return whole
  }

  private func readPart(_ range: Range<Int>, _ references: References) -> Part {
    var cursor = RecordCursor(
      file, from: range.lowerBound, to: range.upperBound, fieldsMax: header.fieldCount + 1)
    var parser = RowParser(kind: kind, header: header, references: references)
    // The first part takes in the others.
    let all = range.lowerBound == header.rowsOffset ? range.lowerBound..<file.size : range
    var rows = TableBuilder(kind: kind, columns: columns, expected: file.lineEstimate(of: all))
    var inError: [[UInt8]] = []
    let keyField = references.isReferredTo(kind) ? header.columns[header.keyColumns[0]].field : -1
    var counted = range.lowerBound
    while cursor.next() {
      if parser.parse(&cursor) {
        rows.append(parser)
      } else if keyField >= 0, keyField < min(cursor.fieldCount, cursor.fieldsMax),
        let code = cursor.text(of: keyField), !code.isEmpty
      {
        inError.append(Array(code))
      }
      if cursor.offset - counted > ReaderLimits.windowBytes {
        guard meter.add(cursor.offset - counted) else { break }
        counted = cursor.offset
      }
    }
    rows.finish()
    _ = meter.add(cursor.offset - counted)
    return Part(
      rows: rows, references: parser.references, findings: parser.findings, inError: inError,
      end: cursor.offset)
  }
}
