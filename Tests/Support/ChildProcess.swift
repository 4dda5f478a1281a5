public import Foundation
internal import Synchronization

/// A program that a test starts and waits for.
///
/// Foundation's own waits with `select`, which knows no file beyond the 1023rd: with a thousand
/// connections open in the tests' process it never returns, or writes beyond its set.
public final class ChildProcess: Sendable {
  /// What one of the three standard files is.
  public enum Stream {
    case null
    case handle(FileHandle)
    /// The child's end is closed in this process once the child has it.
    case pipe(Pipe)
  }

  public struct NotStarted: Error, CustomStringConvertible {
    public let description: String
  }

  public let processIdentifier: Int32
  /// As the system gave it; nil until the child is reaped.
  private let ending = Mutex<Int32?>(nil)

  /// Starts a program. Of this process's files it gets the three named alone.
  /// - Parameter environment: nil: this process's.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil,
    folder: String? = nil, input: Stream = .null, output: Stream = .null, errors: Stream = .null
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [(Int32(0), input), (1, output), (2, errors)] {
      guard let file = stream.descriptor(isInput: number == 0) else {
        posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
        continue
      }
      posix_spawn_file_actions_adddup2(&actions, file, number)
    }
    _ = addCloseFrom(&actions, 3)
    if let folder { _ = addChangeFolder(&actions, folder) }
    let settings = environment ?? ProcessInfo.processInfo.environment
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = settings.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid = pid_t()
    let code = posix_spawn(&pid, program, &actions, nil, &argv, &envp)
    guard code == 0 else {
      throw NotStarted(description: "\(program): \(String(cString: strerror(code)))")
    }
    processIdentifier = pid
    for (stream, isInput) in [(input, true), (output, false), (errors, false)] {
      guard case .pipe(let pipe) = stream else { continue }
      try? (isInput ? pipe.fileHandleForReading : pipe.fileHandleForWriting).close()
    }
  }

  public var isRunning: Bool { reap(WNOHANG) == nil }

  /// The exit status, or the number of the signal that ended it.
  public var terminationStatus: Int32 {
    let status = reap(0) ?? 0
    return status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F
  }

  public func waitUntilExit() { _ = reap(0) }

  public func terminate() { kill(processIdentifier, SIGTERM) }

  private func reap(_ options: Int32) -> Int32? {
    if let known = ending.withLock({ $0 }) { return known }
    // Waits outside the lock, so that others can look meanwhile.
    var information = siginfo_t()
    let wanted = WEXITED | WNOWAIT | options
    while waitid(P_PID, id_t(processIdentifier), &information, wanted) < 0 && errno == EINTR {}
    return ending.withLock { ending in
      var status: Int32 = 0
      if ending == nil, waitpid(processIdentifier, &status, WNOHANG) == processIdentifier {
        ending = status
      }
      return ending
    }
  }
}

extension ChildProcess.Stream {
  fileprivate func descriptor(isInput: Bool) -> Int32? {
    switch self {
    case .null: nil
    case .handle(let handle): handle.fileDescriptor
    case .pipe(let pipe):
      (isInput ? pipe.fileHandleForReading : pipe.fileHandleForWriting).fileDescriptor
    }
  }
}

// The C library hides these two from programs that do not ask for its own extensions.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
private func addCloseFrom(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32
) -> Int32

@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func addChangeFolder(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> Int32
