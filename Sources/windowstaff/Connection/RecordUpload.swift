import Glibc
import ProtobufRPC
import Records
import Rules
import WindowStaffProto

/// The record files of a folder, in pieces as the server takes them.
struct RecordUpload: Sendable {
  /// The most that a `FileChunk` holds.
  static let chunkSize = 1 << 20

  private let files: [(name: String, path: String)]
  private let total: Int64

  /// - Throws: `Problem` when the folder holds no record file at all.
  init(folder: String) throws(Rules.Problem) {
    var files: [(name: String, path: String)] = []
    var total: Int64 = 0
    for kind in RecordKind.all {
      var status = stat()
      let path = "\(folder)/\(kind.fileName)"
      guard stat(path, &status) == 0 else {
        if errno == ENOENT { continue }
        throw Rules.Problem.unreadable(path, errno)
      }
      // Opening a pipe would wait for a writer.
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw Rules.Problem.unreadable(path, status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
      }
      files.append((kind.fileName, path))
      total += Int64(status.st_size)
    }
    guard !files.isEmpty else {
      throw Rules.Problem(
        .unreadableFile, .notFound, zh: "\(folder) 中没有记录文件", en: "\(folder) holds no record files",
        remedy: Bilingual(
          zh: "目录中应有 staff.csv、calendar.csv、punches.csv 等",
          en: "it should hold staff.csv, calendar.csv, punches.csv, …"))
    }
    self.files = files
    self.total = total
  }

  /// Sends all files and waits for the answer; `progress` gets the bytes sent and those of all
  /// files.
  func send(
    over call: ClientStreamingCall<ImportRecordsRequest, ImportRecordsResponse>,
    _ begin: ImportBegin, progress: (Int64, Int64) -> Void
  ) async throws -> ImportRecordsResponse {
    do {
      try await call.send(ImportRecordsRequest(part: .begin(begin)))
      try await forEachChunk { chunk, done in
        try await call.send(ImportRecordsRequest(part: .file(chunk)))
        progress(done, total)
      }
    } catch let error where error is Rules.Problem || error is CancellationError {
      call.cancel()
      throw error
    } catch {
      // The server has ended the call early: its answer, below, says why.
    }
    return try await call.response()
  }

  /// Every chunk in order, with the bytes read by then.
  private func forEachChunk(_ body: (FileChunk, Int64) async throws -> Void) async throws {
    var done: Int64 = 0
    for file in files {
      let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Rules.Problem.unreadable(file.path, errno) }
      defer { close(descriptor) }
      var isFirst = true
      while true {
        try Task.checkCancellation()
        let bytes = try Self.readChunk(descriptor, file.path)
        // An empty file is sent too: that it has no header is for the server to say.
        if bytes.isEmpty, !isFirst { break }
        isFirst = false
        done += Int64(bytes.count)
        try await body(FileChunk(fileName: file.name, data: bytes), done)
      }
    }
  }

  private static func readChunk(_ descriptor: Int32, _ path: String) throws(Rules.Problem)
    -> [UInt8]
  {
    var number: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
      while count < chunkSize {
        let got = read(descriptor, buffer.baseAddress! + count, chunkSize - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { number = errno }
        if got <= 0 { return }
        count += got
      }
    }
    if number != 0 { throw .unreadable(path, number) }
    return bytes
  }
}
