package import NIOCore

/// One connection's calls against the limits of the connection, of their callers and of the server:
/// the same for every protocol.
///
/// Lives on the connection's event loop.
package final class ConnectionLoad {
  private let shared: ServerShared
  private let bytes: ByteGauge
  private var bucket: TokenBucket?
  /// A connection's calls are nearly always one caller's.
  private var lastCaller: CallerAccount?
  /// Bytes that the peer does not take, as far as they are counted.
  private var unsent = 0

  package init(_ shared: ServerShared) {
    self.shared = shared
    let share = shared.limits.connection
    bytes = ByteGauge(limit: share.bytes)
    bucket = share.callsPerSecond.map { TokenBucket(perSecond: $0) }
  }

  /// The gate before every handler: how often the connection calls, whether it may, and how often
  /// its caller does.
  /// - Returns: whose limits the call counts for.
  /// - Throws: a ``Refusal``, or what the table's gate throws.
  package func enter(
    _ call: ServerCall, _ route: MethodRouter.Route, now: NIODeadline
  ) throws -> CallerAccount? {
    if !route.isEssential, let wait = bucket?.take(now: now) {
      let limit = shared.limits.connection.callsPerSecond ?? 0
      throw Refusal(.connectionRate, limit: limit, retryAfter: wait)
    }
    guard let authorize = shared.router.authorize, let key = try authorize(call),
      !route.isEssential
    else { return nil }
    let caller = account(key)
    if let refusal = caller.take(now: now) { throw refusal }
    return caller
  }

  private func account(_ key: CallerKey) -> CallerAccount {
    if let lastCaller, lastCaller.key == key { return lastCaller }
    let caller = shared.callers.account(key)
    lastCaller = caller
    return caller
  }

  /// Where the bytes of a call count.
  package func gauges(_ caller: CallerAccount?) -> CallBytes {
    CallBytes(connection: bytes, caller: caller?.bytes, server: shared.bytes)
  }

  /// Counts a call whose handler is a task, with its request.
  package func start(
    _ route: MethodRouter.Route, _ caller: CallerAccount?, requestBytes: Int
  ) throws(Refusal) -> CallCharge {
    let gauges = gauges(caller)
    if !route.isEssential, let refusal = gauges.refusal { throw refusal }
    if let refusal = caller?.callStarted() { throw refusal }
    guard shared.callStarted(isEssential: route.isEssential) else {
      caller?.callEnded()
      throw Refusal(.serverCalls, limit: shared.limits.serverCalls)
    }
    // A stream's messages count where they wait.
    let requestBytes = route.handler.takesStreams ? 0 : requestBytes
    gauges.add(requestBytes)
    return CallCharge(
      gauges: gauges, caller: caller, requestBytes: requestBytes, isEssential: route.isEssential)
  }

  /// Counts bytes that were written while the peer does not read; they count until it does again.
  package func countUnsent(_ count: Int) {
    unsent += count
    bytes.add(count)
    shared.bytes.add(count)
  }

  /// The peer reads again, or is gone.
  package func forgetUnsent() {
    bytes.remove(unsent)
    shared.bytes.remove(unsent)
    unsent = 0
  }
}

/// What a call with a task has been counted as, until its handler ends.
package struct CallCharge: Sendable {
  package let gauges: CallBytes
  fileprivate let caller: CallerAccount?
  fileprivate let requestBytes: Int
  fileprivate let isEssential: Bool
}

extension ServerShared {
  /// The call's handler has ended.
  package func callEnded(_ charge: CallCharge) {
    charge.gauges.remove(charge.requestBytes)
    charge.caller?.callEnded()
    callEnded(isEssential: charge.isEssential)
  }
}
