internal import Glibc
internal import Rules
internal import Scoring
internal import Signing

/// Scorer plugins as files of the data folder, each in a folder named by its digest, so that a
/// loader never meets another file under a path that it has seen.
struct ScorerFiles: Sendable {
  private let root: String

  init(dataFolder: String) { root = dataFolder + "/scorers" }

  /// The folder of a plugin.
  func folder(_ digest: String) -> String { "\(root)/\(digest)" }

  static let fileName = "libscorer-plugin.so"

  func path(_ digest: String) -> String { "\(folder(digest))/\(Self.fileName)" }

  /// Moves an upload to its place, readable for the owner alone and not to be written any more. One
  /// that is there already is replaced by the same bytes.
  func install(_ upload: ScorerUpload) throws {
    for folder in [root, folder(upload.digest)] {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure() }
    }
    guard chmod(upload.path, 0o400) == 0, rename(upload.path, path(upload.digest)) == 0
    else { throw failure() }
    for folder in [folder(upload.digest), root] {
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure() }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw failure() }
    }
  }

  /// Loads the plugin, when the file that is loaded still has the digest.
  /// - Throws: `scorer_file_damaged`, and what loading finds.
  func load(_ digest: String) throws(Problem) -> ScorerProcess {
    guard access(path(digest), R_OK) == 0 else { throw .scorerFileDamaged(digest) }
    return try ScorerProcess(paths: [path(digest)]) { (file) throws(Problem) in
      guard Self.digest(of: file) == digest else { throw .scorerFileDamaged(digest) }
    }
  }

  private static func digest(of file: Int32) -> String {
    var hash = LibraryDigest()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var place: off_t = 0
    while true {
      let count = pread(file, &chunk, chunk.count, place)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return hash.text }
      hash.add(Array(chunk[..<count]))
      place += off_t(count)
    }
  }

  private func failure() -> Problem { Problem.scorerFileFailed(String(cString: strerror(errno))) }
}

/// A library on its way in: spooled to the disk, hashed as it comes.
final class ScorerUpload: @unchecked Sendable {
  // One call owns it and uses it from one task at a time.
  let folder: String
  private(set) var byteCount = 0
  private var descriptor: Int32
  private var hash = LibraryDigest()

  var path: String { "\(folder)/\(ScorerFiles.fileName)" }
  var digest: String { hash.text }

  init(in dataFolder: String) throws {
    let root = dataFolder + "/spool"
    guard mkdir(root, 0o700) == 0 || errno == EEXIST else { throw Self.failure() }
    var template = Array("\(root)/scorer-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Self.failure() }
    folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    descriptor = open(
      "\(folder)/\(ScorerFiles.fileName)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure() }
  }

  func append(_ bytes: [UInt8]) throws {
    byteCount += bytes.count
    guard byteCount <= ServiceLimits.scorerBytesMax else { throw Problem.scorerSize(byteCount) }
    hash.add(bytes)
    try bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.failure() }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Nothing follows.
  func finish() throws {
    guard byteCount > 0 else { throw Problem.scorerSize(0) }
    guard fsync(descriptor) == 0 else { throw Self.failure() }
  }

  /// Removes what is left of it.
  func remove() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    unlink(path)
    rmdir(folder)
  }

  private static func failure() -> Problem {
    Problem.scorerFileFailed(String(cString: strerror(errno)))
  }
}
