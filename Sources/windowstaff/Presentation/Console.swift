import Glibc

/// The process's output: results go to stdout, everything else to stderr.
enum Console {
  /// What a shell reports for a program that a closed pipe ended (128 + SIGPIPE).
  private static let brokenPipe: Int32 = 141

  /// A reader that has seen enough (`| head`) ends the program quietly.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
  }

  static func out(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func out(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) } }

  static func note(_ text: String) { write(text, to: STDERR_FILENO) }

  static var outIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var noteIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        exit(brokenPipe)
      } else if errno != EINTR {
        let cause = String(cString: strerror(errno))
        if descriptor == STDOUT_FILENO { note("stdout / 标准输出: \(cause)\n") }
        exit(ExitStatus.fault.rawValue)
      }
    }
  }
}
