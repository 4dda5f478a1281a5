import Synchronization

/// Counts the bytes that are done, over all threads, and asks whether to go on.
final class Meter: Sendable {
  private let total: Int
  private let done = Mutex(0)
  private let stopped = Atomic(false)
  private let progress: @Sendable (Int, Int) -> Void
  private let isCancelled: @Sendable () -> Bool

  init(
    total: Int, progress: @escaping @Sendable (Int, Int) -> Void,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.total = total
    self.progress = progress
    self.isCancelled = isCancelled
  }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Adds bytes that were read; false when the reading is to end.
  func add(_ bytes: Int) -> Bool {
    done.withLock {
      $0 = min($0 + bytes, total)
      progress($0, total)
    }
    if !isStopped, isCancelled() { stopped.store(true, ordering: .relaxed) }
    return !isStopped
  }
}
