internal import Glibc
internal import Records
internal import Rules
internal import Store
internal import WindowStaffProto

/// The files of one import on their way in: a folder of its own under the data folder, removed at
/// the end, so that memory stays bounded however large the upload is.
final class ImportSpool: @unchecked Sendable {
  // One call owns the spool and uses it from one task at a time.
  let folder: String
  private var files: [String: SpoolFile] = [:]
  private var rowColumns: [String: [String]] = [:]
  private var byteCount: Int64 = 0

  init(in dataFolder: String) throws {
    let root = dataFolder + "/spool"
    guard mkdir(root, 0o700) == 0 || errno == EEXIST else { throw Self.failure() }
    var template = Array("\(root)/import-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Self.failure() }
    folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// Removes what a server that was killed has left behind.
  static func removeLeftovers(in dataFolder: String) {
    let root = dataFolder + "/spool"
    for name in names(in: root) { removeFolder("\(root)/\(name)") }
  }

  /// Appends the next piece of a file.
  func append(_ bytes: [UInt8], to fileName: String) throws {
    guard let kind = RecordKind.all.first(where: { $0.fileName == fileName }) else {
      throw Problem.unknownRecordKind(fileName)
    }
    guard rowColumns[kind.name] == nil else { throw mixed(kind) }
    try write(bytes, to: kind)
  }

  /// Appends rows as lines of the kind's file.
  func append(_ batch: RowBatch) throws {
    guard let kind = RecordKind.all.first(where: { $0.name == batch.kind }) else {
      throw Problem.unknownRecordKind(batch.kind)
    }
    var lines: [UInt8] = []
    if let columns = rowColumns[kind.name] {
      guard columns == batch.columns else { throw mixed(kind) }
    } else {
      guard files[kind.name] == nil else { throw mixed(kind) }
      rowColumns[kind.name] = batch.columns
      appendCSVLine(batch.columns, to: &lines)
    }
    for row in batch.rows { appendCSVLine(row.values, to: &lines) }
    try write(lines, to: kind)
  }

  /// Nothing follows.
  func finish() throws {
    for file in files.values { try file.close() }
  }

  /// Tells one import from another with the same request id, by a quick hash of the pieces: a retry
  /// sends the same ones. A hash against forgers would cost more than reading the records.
  func fingerprint(dryRun: Bool) -> [UInt8] {
    let contents = files.sorted { $0.key < $1.key }.map { name, file in
      "\(name) \(file.byteCount) \(file.contentHash)"
    }
    return SHA256.hash(Array("\(dryRun) \(contents)".utf8))
  }

  func remove() {
    for file in files.values { try? file.close() }
    Self.removeFolder(folder)
  }

  private func write(_ bytes: [UInt8], to kind: RecordKind) throws {
    byteCount += Int64(bytes.count)
    guard byteCount <= ServiceLimits.importBytesMax else { throw Problem.importTooLarge }
    let file = try files[kind.name] ?? SpoolFile("\(folder)/\(kind.fileName)")
    files[kind.name] = file
    try file.write(bytes)
  }

  private func mixed(_ kind: RecordKind) -> Rules.Problem {
    Problem.importOutOfOrder(
      zh: "\(kind.name) 的记录前后形式不一致", en: "the records of \(kind.name) do not come in one form")
  }

  static func failure() -> Rules.Problem { Problem.spoolFailed(String(cString: strerror(errno))) }

  private static func names(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func removeFolder(_ folder: String) {
    for name in names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}

/// A file that is written from its beginning to its end.
private final class SpoolFile {
  private(set) var byteCount = 0
  /// Of the pieces so far, in their order.
  private(set) var contentHash: UInt64 = 0
  private var descriptor: Int32

  init(_ path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ImportSpool.failure() }
  }

  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
      contentHash = byteHash(bytes, seed: contentHash)
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw ImportSpool.failure() }
        rest = rest.dropFirst(count)
      }
    }
    byteCount += bytes.count
  }

  func close() throws {
    guard descriptor >= 0 else { return }
    defer { descriptor = -1 }
    guard Glibc.close(descriptor) == 0 else { throw ImportSpool.failure() }
  }
}

/// Appends one line of RFC 4180. Every value is quoted, so that none needs a look. A row without
/// values is a line with an empty one, since the reader would skip an empty line in silence.
private func appendCSVLine(_ values: [String], to bytes: inout [UInt8]) {
  let quote = UInt8(ascii: "\"")
  for (index, value) in (values.isEmpty ? [""] : values).enumerated() {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(quote)
    for byte in value.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
  bytes.append(UInt8(ascii: "\n"))
}
