import Synchronization

/// How many writes were committed, in how many commits.
public struct WriteCounts: Sendable, Hashable {
  public var writes = 0
  public var commits = 0
}

final class Counters: Sendable {
  private let counts = Mutex(WriteCounts())

  func count(writes: Int) {
    counts.withLock {
      $0.writes += writes
      $0.commits += 1
    }
  }

  var current: WriteCounts { counts.withLock { $0 } }
}
