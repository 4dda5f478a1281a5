import Glibc
import Rules

/// One reading of a folder: kind after kind, so that what a kind refers to is known before it.
struct FolderReading {
  private let reader: RecordReader
  private var references = References()
  private var tables: [String: RecordTable] = [:]
  private var punches: PunchColumns?
  private var policy: Policy
  private var problems: [Problem] = []
  private var problemCount = 0
  private var notes: [Problem] = []
  /// Files that are there and cannot be opened, by kind name.
  private var unopened: [String: Problem] = [:]

  init(reader: RecordReader) {
    self.reader = reader
    policy = Policy(schema: reader.schema)
    references.schema = reader.schema
    // Dimensions have no file: they are the county's.
    for dimension in reader.schema.dimensions {
      references[RecordKind.dimensions.name].table.insert(dimension.rawValue)
    }
    references[RecordKind.factNames.name].unknown = .added
  }

  mutating func read(_ folder: String) throws(ProblemReport) -> RecordReader.Reading {
    let files = try openFiles(in: folder)
    let meter = Meter(
      total: files.values.reduce(0) { $0 + $1.size }, progress: reader.progress,
      isCancelled: reader.isCancelled)
    for kind in References.kinds {
      for code in reader.known.codes[kind] ?? [] { references[kind].table.insert(code) }
    }
    for kind in RecordKind.all {
      let file = files[kind.name]
      prepareReferences(to: kind, file)
      if let file {
        read(kind, file, meter)
      } else if let problem = unopened[kind.name] {
        references.pass(kind)
        report([problem], count: 1)
      } else {
        takeMissing(kind)
      }
      if meter.isStopped { throw ProblemReport(problems: [.readingCancelled]) }
    }
    guard problemCount == 0 else {
      let shown = Array(problems.prefix(ProblemReport.shownAtMost))
      throw ProblemReport(problems: shown, more: problemCount - shown.count)
    }
    return RecordReader.Reading(records: records(), notes: notes)
  }

  private func records() -> RecordSet {
    let codes = zip(References.kinds, references.codes.map(\.table))
    return RecordSet(
      tables: tables, punches: punches ?? PunchColumns(members: references["staff"].table.count),
      codes: Dictionary(uniqueKeysWithValues: codes), policy: policy)
  }

  /// Opens the files that are there, by kind name. What cannot be opened is a problem.
  private mutating func openFiles(
    in folder: String
  ) throws(ProblemReport) -> [String: RecordFile] {
    guard var names = Self.names(in: folder) else {
      throw ProblemReport(problems: [.unreadable(folder, String(cString: strerror(errno)))])
    }
    var files: [String: RecordFile] = [:]
    for kind in RecordKind.all {
      names.remove(kind.fileName)
      do throws(Problem) {
        files[kind.name] = try RecordFile(path: folder + "/" + kind.fileName, name: kind.fileName)
      } catch {
        unopened[kind.name] = error
      }
    }
    notes += names.filter { $0.hasSuffix(".csv") }.sorted().map(Problem.unknownFile)
    return files
  }

  private static func names(in folder: String) -> Set<String>? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: Set<String> = []
    while let entry = readdir(directory) {
      names.insert(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  /// Says what a code means that is not in the table of a kind, before its file is read.
  private mutating func prepareReferences(to kind: RecordKind, _ file: RecordFile?) {
    guard references.isReferredTo(kind) else { return }
    let isKnown = file != nil || reader.known.codes[kind.name] != nil
    if !isKnown, kind == .centers || kind == .units { references[kind.name].unknown = .added }
    if !isKnown, kind.isFileRequired { references[kind.name].unknown = .passed }
  }

  private mutating func takeMissing(_ kind: RecordKind) {
    if kind != .punches { tables[kind.name] = RecordTable(emptyOf: kind, columns: reader.columns) }
    let isKnown =
      kind == .calendar ? reader.known.hasCalendar : reader.known.codes[kind.name] != nil
    if kind.isFileRequired, !isKnown { report([.missingFile(kind)], count: 1) }
  }

  private mutating func read(_ kind: RecordKind, _ file: RecordFile, _ meter: Meter) {
    let header = Header(of: file, kind: kind, references: references)
    notes += header.notes
    if !header.isSound { references.pass(kind) }
    var findings = header.findings
    if kind == .punches {
      let outcome = PunchReader(file: file, header: header, meter: meter, references: references)
        .read(threads: reader.threads)
      punches = outcome.punches
      findings.add(contentsOf: outcome.findings)
    } else {
      let outcome = KindReader(
        kind: kind, file: file, header: header, columns: reader.columns, meter: meter
      ).read(threads: reader.threads, references: &references)
      findings.add(contentsOf: outcome.findings)
      take(outcome.table, of: kind)
    }
    if file.hasFailed {
      report([.unreadable(file.name, "I/O")], count: 1)
    }
    let listed = findings.problems(of: file)
    let broken = kind == .policy ? takePolicy(header, findings) : []
    report(broken + listed, count: broken.count + findings.count)
  }

  private mutating func take(_ table: RecordTable, of kind: RecordKind) {
    tables[kind.name] = table
    guard references.isReferredTo(kind), let codes = table.texts[kind.key[0]] else { return }
    var all = CodeTable(minimumCapacity: codes.count)
    for row in 0..<codes.count { codes.withBytes(of: row) { _ = all.insert($0) } }
    let known = references[kind.name].table
    for index in 0..<known.count { known.withBytes(of: index) { _ = all.insert($0) } }
    references[kind.name].table = all
    references[kind.name].numeric = NumericCodes(all)
  }

  /// Sets the policy from its table; returns the conditions that it breaks.
  private mutating func takePolicy(_ header: Header, _ findings: FindingList) -> [Problem] {
    guard header.isSound, let table = tables[RecordKind.policy.name],
      let names = table.texts["name"],
      let values = table.texts["value"]
    else { return [] }
    for row in 0..<table.count {
      guard let parameter = reader.schema.descriptor(named: names[row]),
        let value = try? parameter.value(of: values[row])
      else { continue }
      policy.set(parameter.name, to: value)
    }
    let refused = findings.kept.compactMap(\.problem.field)
    return policy.brokenConditions(unknown: Set(refused)).map { .placed($0, .policy, $0.field) }
  }

  private mutating func report(_ more: [Problem], count: Int) {
    problems += more.prefix(max(0, ProblemReport.shownAtMost - problems.count))
    problemCount += count
  }
}
