import Rules

/// Reads `punches.csv` into columns sorted by member.
struct PunchReader {
  let file: RecordFile
  let header: Header
  let meter: Meter
  let references: References

  private let kind = RecordKind.punches

  init(file: RecordFile, header: Header, meter: Meter, references: References) {
    self.file = file
    self.header = header
    self.meter = meter
    self.references = references
  }

  private struct Part: Sendable {
    var punches: PunchPartitions
    var findings: FindingList
    var end: Int
  }

  func read(threads: Int) -> (punches: PunchColumns, findings: FindingList) {
    let members = references[RecordKind.staff.name].table.count
    let ranges = FileParts(of: file, from: header.rowsOffset, threads: threads)
    var parts = concurrently(ranges.starts.count) { readPart(ranges.range($0), members) }
    if !ranges.areProved(by: parts.map(\.end)) {
      parts = [readPart(header.rowsOffset..<file.size, members)]
    }
    var findings = FindingList()
    for part in parts { findings.add(contentsOf: part.findings) }
    guard header.isSound, !meter.isStopped else {
      return (PunchColumns(members: members), findings)
    }
    guard !hasTooManyDevices(parts) else {
      findings.add(Finding(order: 0, problem: .tooManyDevices))
      return (PunchColumns(members: members), findings)
    }
    let (punches, conflicts) = PunchSorter(parts: parts.map(\.punches), members: members)
      .sorted(threads: threads)
    if !conflicts.isEmpty { findings.add(contentsOf: findConflicts(Set(conflicts))) }
    return (punches, findings)
  }

  private func readPart(_ range: Range<Int>, _ members: Int) -> Part {
    var cursor = RecordCursor(
      file, from: range.lowerBound, to: range.upperBound, fieldsMax: header.fieldCount + 1)
    var parser = RowParser(kind: kind, header: header, references: references)
    let punches = PunchPartitions(members: members)
    var plain = PlainPunches(header: header)
    var counted = range.lowerBound
    while true {
      cursor.takePlain { plain?.take($0, limit: $1, references, punches) ?? 0 }
      if cursor.offset - counted > ReaderLimits.windowBytes {
        guard meter.add(cursor.offset - counted) else { break }
        counted = cursor.offset
      }
      guard cursor.next() else { break }
      if parser.parse(&cursor) { add(parser, punches) }
    }
    _ = meter.add(cursor.offset - counted)
    return Part(punches: punches, findings: parser.findings, end: cursor.offset)
  }

  private func add(_ row: borrowing RowParser, _ punches: PunchPartitions) {
    guard row.values[0] != RecordTable.none64, header.isSound else { return }
    guard
      punches.devices.count < ReaderLimits.devicesMax
        || punches.devices.index(of: row.texts[2]) != nil
    else {
      punches.hasTooManyDevices = true
      return
    }
    punches.add(
      member: Int(row.values[0]), time: row.values[1], device: punches.devices.insert(row.texts[2]),
      method: Int(row.values[3]))
  }

  /// Each part counts its own devices: the same one in two parts is one.
  private func hasTooManyDevices(_ parts: [Part]) -> Bool {
    if parts.contains(where: \.punches.hasTooManyDevices) { return true }
    let atMost = parts.reduce(0) { $0 + $1.punches.devices.count }
    guard atMost > ReaderLimits.devicesMax else { return false }
    var all = CodeTable()
    for devices in parts.map(\.punches.devices) {
      for index in 0..<devices.count { devices.withBytes(of: index) { _ = all.insert($0) } }
    }
    return all.count > ReaderLimits.devicesMax
  }

  /// Reads the file again for the rows that say the same punch differently.
  private func findConflicts(_ conflicts: Set<PunchSorter.Conflict>) -> FindingList {
    var cursor = RecordCursor(
      file, from: header.rowsOffset, to: file.size, fieldsMax: header.fieldCount + 1)
    var parser = RowParser(kind: kind, header: header, references: references)
    var firsts: [PunchSorter.Conflict: (offset: Int, method: Int64)] = [:]
    let order = header.keyColumns.map { header.columns[$0].field }.min() ?? 0
    var findings = FindingList()
    while cursor.next() {
      guard parser.parse(&cursor), parser.values[0] != RecordTable.none64 else { continue }
      let punch = PunchSorter.Conflict(
        member: Int(parser.values[0]), time: parser.values[1],
        device: String(decoding: parser.texts[2], as: UTF8.self))
      guard conflicts.contains(punch) else { continue }
      if let first = firsts[punch] {
        guard first.method != parser.values[3] else { continue }
        findings.add(
          Finding(
            offset: cursor.recordOffset, order: order,
            problem: .repeatedKey(kind, columns: kind.key), earlier: first.offset))
      } else {
        firsts[punch] = (cursor.recordOffset, parser.values[3])
      }
    }
    return findings
  }
}
