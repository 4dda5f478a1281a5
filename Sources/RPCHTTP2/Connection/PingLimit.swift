import NIOCore

/// Counts the pings of a client to which nothing is sent meanwhile.
struct PingLimit {
  private static let window: TimeAmount = .seconds(30)

  private var count = 0
  private var windowStart = NIODeadline.distantPast

  /// - Returns: whether the client may go on.
  mutating func receivedPing(now: NIODeadline) -> Bool {
    if now - windowStart > Self.window {
      windowStart = now
      count = 0
    }
    count += 1
    return count <= HTTP2Limits.pingsMax
  }

  mutating func sentData() { count = 0 }
}
