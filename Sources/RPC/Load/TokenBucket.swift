import NIOCore

/// Lets calls through at a steady rate; those of one second may come at once (the generic cell rate
/// algorithm: its only state is the time up to which calls are spent).
struct TokenBucket: Sendable {
  private static let burst = TimeAmount.seconds(1)

  private let interval: TimeAmount
  private var spentUntil = NIODeadline.uptimeNanoseconds(0)

  /// - Parameter perSecond: at least 1.
  init(perSecond: Int) { interval = .nanoseconds(max(1, 1_000_000_000 / Int64(perSecond))) }

  /// Takes one call.
  /// - Returns: nil when it may go on; else in which time one may, and nothing is taken.
  mutating func take(now: NIODeadline) -> TimeAmount? {
    let next = max(spentUntil, now) + interval
    let ahead = next - now
    guard ahead <= Self.burst else { return ahead - Self.burst }
    spentUntil = next
    return nil
  }
}
