/// Decides after each failure of a call whether it is made again, and when.
///
/// A value with no clock and no socket.
struct RetryMachine {
  enum Decision: Hashable {
    case fail
    case retry(after: Duration)
  }

  /// A failure of one attempt.
  struct Failure {
    var status: RPCStatus
    /// The request may have reached the server.
    var wasSent: Bool
  }

  let backoff: Backoff
  let attemptsMax: Int
  /// Whether the server may do the call twice.
  let isSafe: Bool
  private(set) var attempts = 0

  init(backoff: Backoff, attemptsMax: Int, isSafe: Bool) {
    self.backoff = backoff
    self.attemptsMax = attemptsMax
    self.isSafe = isSafe
  }

  /// - Parameters:
  ///   - remaining: the time until the call's deadline.
  ///   - mayRetry: asks the client's budget; only for failures that could be retried.
  mutating func decide(
    _ failure: Failure, remaining: Duration, random: UInt64, mayRetry: () -> Bool
  ) -> Decision {
    let status = failure.status
    guard failure.wasSent else {
      // The server knows nothing of the call. The next connection's own backoff is pause enough.
      return status.code == .unavailable && remaining > .zero ? .retry(after: .zero) : .fail
    }
    attempts += 1
    guard isSafe, let least = status.leastRetryDelay, mayRetry(), attempts < attemptsMax else {
      return .fail
    }
    let pause = backoff.pause(afterFailures: attempts, random: random)
    // Clients that were told the same delay come back spread over a tenth of it.
    let asked = least + least * Int(random % 101) / 1000
    let delay = max(pause, asked)
    return delay < remaining ? .retry(after: delay) : .fail
  }
}

extension RPCStatus {
  /// nil: the same call would fail again, or may have been done in part.
  fileprivate var leastRetryDelay: Duration? {
    switch code {
    case .unavailable: retryDelay ?? .zero
    case .resourceExhausted: retryDelay
    default: nil
    }
  }
}
