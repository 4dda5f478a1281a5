import NIOCore

/// What a connection as a whole waits for, apart from its streams.
struct ConnectionTimers {
  enum Expiry { case none, slowFrame, blockedPeer, idle }

  private let times: ConnectionTimes
  private var blockedSince: NIODeadline?
  private var lastByte: NIODeadline
  private var partialFrameSince: NIODeadline?

  init(times: ConnectionTimes, now: NIODeadline) {
    self.times = times
    lastByte = now
  }

  mutating func readEnded(hasPartialFrame: Bool, completedFrames: Bool, now: NIODeadline) {
    lastByte = now
    guard hasPartialFrame else {
      partialFrameSince = nil
      return
    }
    if completedFrames || partialFrameSince == nil { partialFrameSince = now }
  }

  /// The peer takes no more bytes for now, and is not read meanwhile; or it takes them again.
  mutating func setBlocked(_ isBlocked: Bool, now: NIODeadline) {
    if isBlocked {
      blockedSince = blockedSince ?? now
    } else {
      blockedSince = nil
      pauseEnded()
    }
  }

  /// The server reads again: the rest of a partial frame has its whole time from the next read on.
  mutating func pauseEnded() { partialFrameSince = nil }

  /// While the server itself does not read, a partial frame is not the peer's fault.
  func nextDeadline(isIdle: Bool, isPaused: Bool) -> NIODeadline {
    var next = NIODeadline.distantFuture
    if isIdle { next = lastByte + TimeAmount(times.idle) }
    if let partialFrameSince, !isPaused, blockedSince == nil {
      next = min(next, partialFrameSince + TimeAmount(times.frame))
    }
    if let blockedSince { next = min(next, blockedSince + TimeAmount(times.write)) }
    return next
  }

  func expired(isIdle: Bool, isPaused: Bool, now: NIODeadline) -> Expiry {
    if let blockedSince, blockedSince + TimeAmount(times.write) <= now { return .blockedPeer }
    if let partialFrameSince, !isPaused, blockedSince == nil,
      partialFrameSince + TimeAmount(times.frame) <= now
    {
      return .slowFrame
    }
    return isIdle && lastByte + TimeAmount(times.idle) <= now ? .idle : .none
  }
}
