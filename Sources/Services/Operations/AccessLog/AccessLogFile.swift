internal import Glibc
internal import Rules
internal import Synchronization

/// Where the access log is written.
public enum AccessLogTarget: Sendable, Hashable {
  case stdout, stderr
  case file(String)

  /// - Parameter text: a path, `-` for stdout, or `stderr`.
  public init(_ text: String) {
    self =
      switch text {
      case "-": .stdout
      case "stderr": .stderr
      default: .file(text)
      }
  }

  var text: String {
    switch self {
    case .stdout: "-"
    case .stderr: "stderr"
    case .file(let path): path
    }
  }
}

/// The open file of the access log.
final class AccessLogFile: Sendable {
  /// A reader of a pipe that takes nothing for so long loses what waits.
  private static let writeMilliseconds: Int32 = 1000

  private let descriptor: Int32
  private let isOwned: Bool
  /// As much as a pipe takes without making the writer wait, when it takes anything (`pipe(7)`).
  private let pieceBytes: Int
  /// The last line was torn, by a disk that is full.
  private let isTorn = Mutex(false)

  /// - Throws: `access_log_unwritable`.
  init(_ target: AccessLogTarget) throws {
    switch target {
    case .stdout: (descriptor, isOwned) = (STDOUT_FILENO, false)
    case .stderr: (descriptor, isOwned) = (STDERR_FILENO, false)
    case .file(let path):
      // A pipe without a reader would else keep the server from starting.
      let opened = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o640)
      guard opened >= 0 else { throw Self.unwritable(path, errno) }
      (descriptor, isOwned) = (opened, true)
    }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    pieceBytes = isFile ? 1 << 20 : Int(PIPE_BUF)
  }

  deinit { if isOwned { close(descriptor) } }

  /// What kept lines from being written.
  struct Failure {
    let number: Int32
    let lostLines: Int
  }

  /// Writes all of the lines, or says why it could not.
  func write(_ bytes: [UInt8]) -> Failure? {
    let whole = isTorn.withLock { $0 } ? [UInt8(ascii: "\n")] + bytes : bytes
    var done = 0
    while done < whole.count {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&waiting, 1, Self.writeMilliseconds) > 0 else {
        return lost(whole[done...], ETIMEDOUT)
      }
      let piece = min(whole.count - done, pieceBytes)
      let count = whole.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + done, piece)
      }
      if count > 0 { done += count } else if errno != EINTR { return lost(whole[done...], errno) }
    }
    isTorn.withLock { $0 = false }
    return nil
  }

  private func lost(_ rest: ArraySlice<UInt8>, _ number: Int32) -> Failure {
    // The line under way may have begun: whatever comes next begins a line of its own.
    isTorn.withLock { $0 = true }
    return Failure(number: number, lostLines: rest.count { $0 == UInt8(ascii: "\n") })
  }

  private static func unwritable(_ path: String, _ number: Int32) -> Problem {
    let cause = String(cString: strerror(number))
    return Problem(
      .accessLogUnwritable, .invalid, zh: "无法写访问日志 \(path)：\(cause)",
      en: "the access log \(path) cannot be written: \(cause)",
      remedy: Bilingual(
        zh: "请给出可写文件的路径，- 为标准输出，stderr 为标准错误",
        en: "name a file that can be written; - is stdout, stderr is stderr"),
      field: "--access-log")
  }
}

extension Problem.Code {
  /// The file of the access log cannot be opened for writing.
  static let accessLogUnwritable = Problem.Code(rawValue: "access_log_unwritable")
}
