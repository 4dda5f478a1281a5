/// Time and chance as a ``Client`` sees them; tests bring their own.
public struct ClientClock: Sendable {
  /// The time since some moment, which never goes back.
  public var now: @Sendable () -> Duration
  /// - Throws: when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void
  /// Waits for a deadline, as ``sleep`` does; apart from it, so that in a test pauses may pass
  /// while deadlines do not come.
  public var expire: @Sendable (Duration) async throws -> Void
  public var random: @Sendable () -> UInt64

  public init(
    now: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    expire: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> UInt64
  ) {
    self.now = now
    self.sleep = sleep
    self.expire = expire
    self.random = random
  }

  public static let system: ClientClock = {
    let origin = ContinuousClock.now
    return ClientClock(
      now: { ContinuousClock.now - origin }, sleep: { try await Task.sleep(for: $0) },
      expire: { try await Task.sleep(for: $0) },
      random: { .random(in: .min ... .max) })
  }()

  /// The work, or `DEADLINE_EXCEEDED` when it has not ended by then: it is cancelled.
  func within<Value: Sendable>(
    _ time: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await expire(time)
        throw RPCStatus.deadlineExceeded
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw RPCStatus.deadlineExceeded }
      return first
    }
  }
}
