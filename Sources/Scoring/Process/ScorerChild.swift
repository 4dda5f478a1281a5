import Glibc
import Rules
import ScorerWire

/// One child process with its socket and workspace. Used by one thread at a time; whoever gets an
/// error from it lets it go.
final class ScorerChild: @unchecked Sendable {
  /// What a request came to.
  enum Outcome {
    case reply(scorer_message)
    /// There is no answer, and will be none.
    case fault(ScorerFault)
  }

  let output: UnsafeMutableRawPointer
  let request: UnsafeMutablePointer<Int64>
  /// What it has spent so far, in milliseconds of waiting for it.
  private(set) var spentMilliseconds = 0

  private static let workspaceBytes = Int(SCORER_WORKSPACE_BYTES)
  private let status: UnsafeMutablePointer<scorer_status>
  private let workspace: UnsafeMutableRawPointer
  private let socket: Int32
  private let pid: pid_t
  private let limits: ScorerLimits

  /// - Throws: `scorer_process`.
  init(program: String, limits: ScorerLimits) throws(Problem) {
    self.limits = limits
    let bytes = Self.workspaceBytes
    var mapped: UnsafeMutableRawPointer?
    let file = scorer_sealed_memory("workspace", Int64(bytes), 0, &mapped)
    guard file >= 0, let memory = mapped else { throw .scorerProcess(program, errno) }
    defer { close(file) }
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
      munmap(memory, bytes)
      throw .scorerProcess(program, errno)
    }
    let started = ScorerSpawner.shared.start(
      program,
      [String(limits.cpuSeconds), String(limits.memoryBytes), String(getpid())],
      socket: pair[1], workspace: file)
    close(pair[1])
    guard started.error == 0 else {
      close(pair[0])
      munmap(memory, bytes)
      throw .scorerProcess(program, started.error)
    }
    workspace = memory
    status = memory.assumingMemoryBound(to: scorer_status.self)
    request = (memory + Int(SCORER_STATUS_BYTES)).assumingMemoryBound(to: Int64.self)
    output = memory + Int(SCORER_STATUS_BYTES) + Int(SCORER_REQUEST_BYTES)
    socket = pair[0]
    pid = started.pid
  }

  deinit {
    close(socket)
    if !isReaped { end() }
    munmap(workspace, Self.workspaceBytes)
  }

  private var isReaped = false

  /// Kills the child; returns how it ended, which may have been before.
  @discardableResult
  private func end() -> Int32 {
    kill(pid, SIGKILL)
    var ending: Int32 = 0
    while waitpid(pid, &ending, 0) < 0 && errno == EINTR {}
    isReaped = true
    return ending
  }

  /// Maps the memory that facts will lie in, for reading.
  func map(_ facts: FactMemory) -> Outcome {
    ask(SCORER_REQUEST_FACTS, value: Int64(facts.byteCount), file: facts.file)
  }

  /// Sends a request and waits for its reply.
  func ask(
    _ kind: scorer_request_kind, _ argument: Int = 0, value: Int64 = 0, file: Int32 = -1
  ) -> Outcome {
    guard !isReaped else { return .fault(.exited(0, library: 0)) }
    let message = scorer_message(kind: kind.rawValue, argument: UInt32(argument), value: value)
    guard send(message, file: file) else { return ended() }
    let start = monotonicMilliseconds()
    var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    while true {
      let left = limits.wallMilliseconds - (monotonicMilliseconds() - start)
      let ready = left > 0 ? poll(&wait, 1, Int32(left)) : 0
      if ready < 0 && errno == EINTR { continue }
      if ready == 0 { return timedOut() }
      break
    }
    var reply = scorer_message()
    guard
      recv(socket, &reply, MemoryLayout.size(ofValue: reply), Int32(MSG_DONTWAIT))
        == MemoryLayout.size(ofValue: reply)
    else { return ended() }
    spentMilliseconds += monotonicMilliseconds() - start
    return .reply(reply)
  }

  private func send(_ message: scorer_message, file: Int32) -> Bool {
    var message = message
    var control = [UInt64](repeating: 0, count: 3)
    return withUnsafeMutableBytes(of: &message) { bytes in
      control.withUnsafeMutableBytes { control in
        var part = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
        return withUnsafeMutablePointer(to: &part) { part in
          var header = msghdr()
          header.msg_iov = part
          header.msg_iovlen = 1
          if file >= 0 {
            // A header of two words, and the descriptor behind it.
            control.storeBytes(of: 20, as: Int.self)
            control.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
            control.storeBytes(
              of: Int32(SCM_RIGHTS), toByteOffset: 12, as: Int32.self)
            control.storeBytes(of: file, toByteOffset: 16, as: Int32.self)
            header.msg_control = control.baseAddress
            header.msg_controllen = control.count
          }
          return sendmsg(socket, &header, Int32(MSG_NOSIGNAL)) == bytes.count
        }
      }
    }
  }

  private func timedOut() -> Outcome {
    let library = Int(status.pointee.library)
    // Whoever waits for memory that never comes hangs, too.
    let isFull = ownMemoryBytes() > limits.memoryBytes / 10 * 9
    end()
    return .fault(
      isFull ? .memory(library: library) : .timeout(limits.wallMilliseconds, library: library))
  }

  /// How the child ended, which has closed its socket.
  private func ended() -> Outcome {
    let library = Int(status.pointee.library)
    let ending = end()
    let signal = ending & 0x7F
    let fault: ScorerFault =
      switch scorer_fault(status.pointee.fault) {
      case SCORER_FAULT_FORBIDDEN: .forbidden(call: status.pointee.detail, library: library)
      case SCORER_FAULT_MEMORY: .memory(library: library)
      case SCORER_FAULT_CLOCK: .clock(library: library)
      default:
        signal == SIGSYS
          ? .forbidden(call: -1, library: library)
          : signal != 0
            ? .crashed(signal: signal, library: library)
            : .exited(ending >> 8 & 0xFF, library: library)
      }
    return .fault(fault)
  }

  /// What the child has allocated, as the system counts it.
  private func ownMemoryBytes() -> Int {
    guard let file = fopen("/proc/\(pid)/status", "re") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      guard strncmp(line, "VmData:", 7) == 0 else { continue }
      return line.withUnsafeBufferPointer {
        $0.baseAddress.map { strtol($0 + 7, nil, 10) * 1024 } ?? 0
      }
    }
    return 0
  }
}

private func monotonicMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
