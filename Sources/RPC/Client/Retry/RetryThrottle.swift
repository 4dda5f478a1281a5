/// A client's budget of retries, as gRPC's retry throttling: when a server fails most calls, more
/// of them would only keep it down.
struct RetryThrottle: Sendable {
  /// In thousandths of a token. Ten tokens, one a failure, a tenth back for a success: with more
  /// than one failure in ten calls the budget shrinks.
  private static let full = 10_000
  private static let failureCost = 1000
  private static let successGain = 100

  private var tokens = full

  mutating func succeeded() { tokens = min(tokens + Self.successGain, Self.full) }

  /// Counts a failure that could be retried.
  /// - Returns: whether it may be: while more than half of the budget is left.
  mutating func failed() -> Bool {
    tokens = max(tokens - Self.failureCost, 0)
    return tokens > Self.full / 2
  }
}
