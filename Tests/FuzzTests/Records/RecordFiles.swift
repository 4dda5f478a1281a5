import Glibc
import Records
import Rules

extension FuzzTarget {
  /// A record file of any kind: the first byte chooses the kind, the second whether its header is
  /// the kind's own.
  static let records = FuzzTarget(name: "records") { bytes in
    var input = FuzzBytes(bytes)
    let kind = RecordKind.all[input.choice(RecordKind.all.count)]
    var file: [UInt8] = []
    if input.byte() & 1 == 1 {
      file += Array(kind.columns.map(\.name).joined(separator: ",").utf8) + [10]
    }
    file += input.rest()
    let folder = try RecordFolder()
    guard let records = try folder.read(kind, file) else { return }
    let written = RecordWriter(records).file(of: kind)
    guard let again = try folder.read(kind, written) else {
      throw BrokenInvariant(description: "\(kind.name): what is written can be read")
    }
    try hold(
      RecordWriter(again).file(of: kind) == written,
      "\(kind.name): what is written reads as what was read")
  }
}

/// A folder with one record file. What other kinds would say is known without their files.
private struct RecordFolder {
  private let path: String

  init() throws {
    path = "/tmp/windowstaff-fuzz-\(getpid())-\(pthread_self())"
    try hold(mkdir(path, 0o700) == 0 || errno == EEXIST, "a folder can be made: \(errno)")
  }

  /// - Returns: nil when the file is refused, with reasons.
  func read(_ kind: RecordKind, _ bytes: [UInt8]) throws -> RecordSet? {
    let file = path + "/" + kind.fileName
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try hold(descriptor >= 0 && write(descriptor, bytes, bytes.count) == bytes.count, "\(file)")
    close(descriptor)
    defer { unlink(file) }
    let outcome = Result { () throws(ProblemReport) in try Self.reader.read(folder: path).records }
    guard case .failure(let report) = outcome else { return try outcome.get() }
    try hold(!report.problems.isEmpty, "a refusal has a reason")
    for problem in report.problems {
      try hold(!problem.text.en.isEmpty && !problem.text.zh.isEmpty, "and says it")
    }
    return nil
  }

  private static let reader: RecordReader = {
    var reader = RecordReader()
    reader.known = KnownCodes(
      codes: [
        "staff": ["A01", "A02", "A03", "A04"], "centers": ["C1", "C2"],
        "units": ["U1", "U2", "U3"], "trainings": ["T1", "T2"],
      ],
      hasCalendar: true)
    return reader
  }()
}
