internal import Glibc
public import Logging
internal import NIOPosix
public import RPC
internal import Synchronization

/// One line of JSON for each finished call, written behind the calls' backs: a call that ends only
/// puts its entry into a queue. What does not fit is dropped, counted, and said.
public final class AccessLog: Sendable {
  /// Some 4 MB, and more than a second of the calls that a machine of two cores can answer.
  static let entriesMax = 16_384

  private struct State {
    var entries: [AccessLogEntry] = []
    /// Dropped since the log said so last.
    var unsaid = 0
    var dropped = 0
    var isScheduled = false
    var isClosed = false
    /// The last write failed, and the log has said so.
    var isFailing = false
  }

  let target: AccessLogTarget
  private let isOnNow: Atomic<Bool>
  private let state = Mutex(State())
  /// nil: closed.
  private let file: Mutex<AccessLogFile?>
  private let writer = NIOThreadPool(numberOfThreads: 1)
  private let logger: Logger
  /// Microseconds since 1970-01-01 00:00:00 UTC.
  let now: @Sendable () -> Int64

  /// - Parameter isOn: whether calls are written down from the start.
  /// - Throws: a `Problem`: `access_log_unwritable`.
  public init(
    _ target: AccessLogTarget, isOn: Bool, logger: Logger, now: @escaping @Sendable () -> Int64
  ) throws {
    self.target = target
    self.logger = logger
    self.now = now
    isOnNow = Atomic(isOn)
    file = Mutex(try AccessLogFile(target))
    writer.start()
  }

  var isOn: Bool { isOnNow.load(ordering: .relaxed) }

  /// - Returns: what it was before.
  func set(on: Bool) -> Bool { isOnNow.exchange(on, ordering: .relaxed) }

  /// Entries that were lost since the server began.
  var droppedCount: Int { state.withLock { $0.dropped } }

  /// Writes down a call that no handler has seen, while the log is on. Nobody has asked who calls.
  public func add(refused call: RefusedCall) {
    guard isOn else { return }
    add(
      AccessLogEntry(
        time: now(), requestID: call.requestID, protocolName: call.protocolName,
        peer: call.peer.kind, method: call.method, identity: "", county: "", status: call.status,
        code: call.reason.rawValue, durationMicroseconds: 0, bytesIn: 0, bytesOut: 0))
  }

  /// Never waits for the file.
  func add(_ entry: AccessLogEntry) {
    let mustSchedule = state.withLock { state in
      guard !state.isClosed, state.entries.count < Self.entriesMax else {
        state.unsaid += 1
        state.dropped += 1
        return false
      }
      state.entries.append(entry)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if mustSchedule { writer.submit { _ in self.writeAll() } }
  }

  /// Opens the file anew, for whoever has moved it away. One that cannot be opened leaves the log
  /// where it is.
  public func reopen() {
    writer.submit { _ in
      do {
        self.writeAll()
        let opened = try AccessLogFile(self.target)
        self.file.withLock { $0 = opened }
        self.logger.info("access log opened again", metadata: ["file": "\(self.target.text)"])
      } catch {
        self.logger.error("the access log goes on in the file it has: \(error)")
      }
    }
  }

  /// Writes what waits, and ends. Calls that end later are dropped.
  public func close() async {
    await withCheckedContinuation { waiter in
      state.withLock { $0.isClosed = true }
      writer.submit { _ in
        self.writeAll()
        self.file.withLock { $0 = nil }
        waiter.resume()
      }
    }
    try? await writer.shutdownGracefully()
  }

  /// On the writer's thread.
  private func writeAll() {
    while true {
      let (entries, unsaid) = state.withLock { state in
        state.isScheduled = !state.entries.isEmpty
        defer { state.entries = [] }
        return (state.entries, state.unsaid)
      }
      guard !entries.isEmpty else { return }
      var lines: [UInt8] = []
      if unsaid > 0 { lines = AccessLogEntry.droppedLine(time: now(), count: unsaid) }
      for entry in entries { lines += entry.line }
      if let failure = file.withLock({ $0 })?.write(lines) {
        lost(min(failure.lostLines, entries.count), failure.number)
      } else {
        said(unsaid)
      }
    }
  }

  private func said(_ unsaid: Int) {
    state.withLock { state in
      state.unsaid -= unsaid
      state.isFailing = false
    }
    guard unsaid > 0 else { return }
    logger.warning("access log entries dropped", metadata: ["count": "\(unsaid)"])
  }

  private func lost(_ count: Int, _ number: Int32) {
    let isNew = state.withLock { state in
      defer { state.isFailing = true }
      state.dropped += count
      state.unsaid += count
      return !state.isFailing
    }
    guard isNew else { return }
    logger.error(
      "the access log cannot be written: \(String(cString: strerror(number)))",
      metadata: ["file": "\(target.text)"])
  }
}
