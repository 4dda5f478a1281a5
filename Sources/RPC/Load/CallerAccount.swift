import NIOCore
import Synchronization

/// Who makes a call, as far as limits know: equal for all calls that share them.
public struct CallerKey: Sendable, Hashable {
  private let text: String

  public init(_ text: String) { self.text = text }
}

/// What one caller has under way, over all of its connections.
package final class CallerAccount: Sendable {
  let key: CallerKey
  let bytes: ByteGauge
  private let share: ServerLimits.Share
  private let running = Atomic(0)
  private let bucket: Mutex<TokenBucket>?

  init(_ key: CallerKey, _ share: ServerLimits.Share) {
    self.key = key
    self.share = share
    bytes = ByteGauge(limit: share.bytes)
    bucket = share.callsPerSecond.map { Mutex(TokenBucket(perSecond: $0)) }
  }

  func take(now: NIODeadline) -> Refusal? {
    guard let wait = bucket?.withLock({ $0.take(now: now) }) else { return nil }
    return Refusal(.callerRate, limit: share.callsPerSecond ?? 0, retryAfter: wait)
  }

  func callStarted() -> Refusal? {
    guard running.wrappingAdd(1, ordering: .relaxed).newValue > share.calls else { return nil }
    callEnded()
    return Refusal(.callerCalls, limit: share.calls)
  }

  func callEnded() { running.wrappingSubtract(1, ordering: .relaxed) }

  var isIdle: Bool { running.load(ordering: .relaxed) == 0 && bytes.current == 0 }
}

/// The accounts of a server's callers.
final class CallerAccounts: Sendable {
  private let share: ServerLimits.Share
  private let accounts = Mutex<[CallerKey: CallerAccount]>([:])

  init(_ share: ServerLimits.Share) { self.share = share }

  /// The caller's account, the same for all of its connections.
  func account(_ key: CallerKey) -> CallerAccount {
    accounts.withLock { accounts in
      if let known = accounts[key] { return known }
      // Who is idle may begin anew: it costs them at most a second's worth of calls.
      if accounts.count >= Limits.callerAccountsMax { accounts = accounts.filter { !$1.isIdle } }
      let account = CallerAccount(key, share)
      accounts[key] = account
      return account
    }
  }
}
