internal import Rules
internal import Synchronization

/// How many calls of a costly kind may be under way: one more is refused rather than kept waiting.
final class Slots: Sendable {
  private let free: Mutex<Int>
  private let refusal: Problem

  init(_ count: Int, refusal: Problem) {
    free = Mutex(count)
    self.refusal = refusal
  }

  func take() throws {
    try free.withLock { free in
      guard free > 0 else { throw refusal }
      free -= 1
    }
  }

  func release() { free.withLock { $0 += 1 } }
}
