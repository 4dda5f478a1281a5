package import Logging
package import NIOCore
import Synchronization

/// What the connections of one server share.
package final class ServerShared: Sendable {
  /// A connection as seen from other threads.
  private struct Entry {
    var beginDraining: @Sendable () -> Void
    var stopNow: @Sendable () -> Void
    var close: @Sendable () -> Void
    /// Why the connection is refused, which its protocol says; nil: it is not.
    var refusal: RPCStatus?
  }

  private struct State {
    var connections: [ObjectIdentifier: Entry] = [:]
    var isDraining = false
    var isTimeUp = false
    var quietWaiter: CheckedContinuation<Void, Never>?
  }

  package let router: MethodRouter
  package let logger: Logger
  let protocols: [any ConnectionProtocol]
  package let limits: ServerLimits
  let callers: CallerAccounts
  /// Bytes of all calls under way.
  let bytes: ByteGauge
  private let onRefusal: (@Sendable (RefusedCall) -> Void)?
  private let refusalCounts = RefusalCounts()
  private let state = Mutex(State())
  private let runningCalls = Atomic(0)
  /// Those of them that count for the limit. Essential ones do not: whoever may connect may watch a
  /// server's health, and would take everybody's room.
  private let limitedCalls = Atomic(0)
  private let finishedCalls = Atomic(0)

  private let requestIDSeed: UInt64
  private let connectionNumber = Atomic<UInt32>(0)

  init(
    table: MethodTable, logger: Logger, protocols: [any ConnectionProtocol] = [],
    requestIDSeed: UInt64 = 0, limits: ServerLimits = .init(),
    onRefusal: (@Sendable (RefusedCall) -> Void)? = nil
  ) {
    self.requestIDSeed = requestIDSeed
    router = MethodRouter(table)
    self.logger = logger
    self.protocols = protocols
    self.limits = limits
    self.onRefusal = onRefusal
    callers = CallerAccounts(limits.caller)
    bytes = ByteGauge(limit: limits.serverBytes)
  }

  // MARK: Calls

  /// Counts a call with a task; false, and nothing is counted, when there are too many.
  func callStarted(isEssential: Bool) -> Bool {
    if !isEssential, limitedCalls.wrappingAdd(1, ordering: .relaxed).newValue > limits.serverCalls {
      limitedCalls.wrappingSubtract(1, ordering: .relaxed)
      return false
    }
    runningCalls.wrappingAdd(1, ordering: .relaxed)
    return true
  }

  /// Counts a call that ran inline, or as a task that has ended.
  package func callFinished() { finishedCalls.wrappingAdd(1, ordering: .relaxed) }

  func callEnded(isEssential: Bool) {
    if !isEssential { limitedCalls.wrappingSubtract(1, ordering: .relaxed) }
    callFinished()
    guard runningCalls.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 else {
      return
    }
    wakeIfQuiet()
  }

  /// Handlers that still run.
  var callCount: Int { runningCalls.load(ordering: .acquiring) }

  /// Calls whose handlers have ended.
  var finishedCount: Int { finishedCalls.load(ordering: .relaxed) }

  /// The numbers of a new connection's calls.
  package func requestNumbers() -> RequestNumbers {
    RequestNumbers(
      seed: requestIDSeed,
      connection: connectionNumber.wrappingAdd(1, ordering: .relaxed).newValue)
  }

  /// Bytes of messages held for calls under way.
  var bytesInFlight: Int { bytes.current }

  /// Counts a refusal, of a connection or of a call whose handler runs.
  package func refused(_ reason: RefusalReason) { refusalCounts.add(reason) }

  /// Counts a call that no handler sees, and tells of it.
  package func refused(_ call: RefusedCall) {
    refused(call.reason)
    onRefusal?(call)
  }

  var refusals: [RefusalReason: Int] { refusalCounts.current }

  /// What the client is told of an error before a handler, or of a handler's. A fault of the
  /// server's own is logged here with the call's id, which the client is told; the text of an error
  /// that is no status stays here.
  package func status(of error: any Error, in call: ServerCall) -> RPCStatus {
    switch error {
    case let status as RPCStatus: return told(status, in: call)
    case let convertible as any RPCStatusConvertible: return told(convertible.rpcStatus, in: call)
    case let refusal as Refusal:
      let status = refusal.status
      refused(
        RefusedCall(
          method: call.method.name, reason: refusal.reason, status: status.code,
          requestID: call.requestID, protocolName: call.protocolName, peer: call.peer))
      return status
    case is CancellationError: return .cancelled
    default:
      log("\(error)", in: call)
      return RPCStatus(
        .unknown,
        "\(call.method.name) failed by a fault of the server, which logged it "
          + "(request \(call.requestID))")
    }
  }

  private func told(_ status: RPCStatus, in call: ServerCall) -> RPCStatus {
    guard status.code == .internal || status.code == .dataLoss else { return status }
    log(status.message, in: call)
    var told = status
    told.message += " (request \(call.requestID))"
    return told
  }

  private func log(_ text: String, in call: ServerCall) {
    logger.error(
      "a call failed by a fault of the server: \(text)",
      metadata: ["method": "\(call.method.name)", "request_id": "\(call.requestID)"])
  }

  // MARK: Connections

  /// The channel has a connection, or another one in place of the one before, while its protocol is
  /// being found out.
  /// - Returns: why the connection is refused; nil: it is not.
  package func connectionOpened(
    _ connection: some ServedConnection, on channel: any Channel
  ) -> RPCStatus? {
    let home = NIOLoopBound(connection, eventLoop: channel.eventLoop)
    var entry = Entry(
      beginDraining: { channel.eventLoop.execute { home.value.beginDraining() } },
      stopNow: { channel.eventLoop.execute { home.value.stopNow() } },
      close: { channel.close(promise: nil) })
    return state.withLock { state in
      let before = state.connections[ObjectIdentifier(channel)]
      if let refusal = before?.refusal {
        entry.refusal = refusal
      } else if state.isDraining {
        entry.refusal = .draining
        refused(.draining)
      } else if before == nil, state.connections.count >= limits.connections {
        entry.refusal = Refusal(.serverConnections, limit: limits.connections).status
        refused(.serverConnections)
      }
      state.connections[ObjectIdentifier(channel)] = entry
      return entry.refusal
    }
  }

  package func connectionClosed(on channel: any Channel) {
    state.withLock { $0.connections[ObjectIdentifier(channel)] = nil }
    wakeIfQuiet()
  }

  var connectionCount: Int { state.withLock { $0.connections.count } }

  // MARK: Draining

  func beginDraining() {
    let entries = state.withLock { state in
      state.isDraining = true
      return Array(state.connections.values)
    }
    for entry in entries { entry.beginDraining() }
  }

  func stopNow() {
    for entry in state.withLock({ Array($0.connections.values) }) { entry.stopNow() }
  }

  func closeAll() {
    for entry in state.withLock({ Array($0.connections.values) }) { entry.close() }
  }

  /// Returns when no connection and no call is left, or the time is up.
  func waitUntilQuiet(atMost time: Duration, on loop: any EventLoop) async {
    state.withLock { $0.isTimeUp = false }
    let timer = loop.scheduleTask(in: TimeAmount(time)) {
      self.state.withLock { state in
        state.isTimeUp = true
        return state.quietWaiter.take()
      }?.resume()
    }
    await withCheckedContinuation { waiter in
      let isOver = state.withLock { state in
        if state.isTimeUp || (state.connections.isEmpty && callCount == 0) { return true }
        state.quietWaiter = waiter
        return false
      }
      if isOver { waiter.resume() }
    }
    timer.cancel()
  }

  private func wakeIfQuiet() {
    state.withLock { state in
      state.connections.isEmpty && callCount == 0 ? state.quietWaiter.take() : nil
    }?.resume()
  }
}
