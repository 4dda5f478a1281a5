import Glibc
import Rules

/// Where results go: a file that appears whole or not at all.
enum OutputFile {
  /// Makes a folder unless it is there.
  static func makeFolder(_ path: String) throws(Problem) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .unwritable(path, errno) }
  }

  /// Writes beside the file and renames, so that a full disk or a crash leaves the old file. What
  /// is no file (`/dev/stdout`, a pipe) is written to as it is.
  static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let target = isSpecial ? path : path + ".part"
    let descriptor = open(target, O_WRONLY | O_CREAT | (isSpecial ? 0 : O_TRUNC) | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw problem(path, errno) }
    var failure = writeAll(bytes, to: descriptor)
    if close(descriptor) != 0 { failure = failure ?? errno }
    if !isSpecial, failure == nil, rename(target, path) != 0 { failure = errno }
    guard let failure else { return }
    if !isSpecial { unlink(target) }
    throw problem(path, failure)
  }

  /// The error's number, or nil when everything is written.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }

  private static func problem(_ path: String, _ number: Int32) -> Problem {
    .unwritable(path, number)
  }
}
