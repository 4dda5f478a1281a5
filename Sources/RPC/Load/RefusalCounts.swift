import Synchronization

/// Counts refusals by reason. Refusing is rare where it matters how fast a call is, so one lock
/// does.
final class RefusalCounts: Sendable {
  private let counts = Mutex<[RefusalReason: Int]>([:])

  func add(_ reason: RefusalReason) { counts.withLock { $0[reason, default: 0] += 1 } }

  var current: [RefusalReason: Int] { counts.withLock { $0 } }
}
