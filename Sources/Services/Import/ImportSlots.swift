internal import Rules
internal import Synchronization

/// How many imports may be under way: one more is refused rather than kept waiting.
final class ImportSlots: Sendable {
  private let free: Mutex<Int>

  init(_ count: Int) { free = Mutex(count) }

  func take() throws {
    try free.withLock { free in
      guard free > 0 else { throw Problem.importsBusy }
      free -= 1
    }
  }

  func release() { free.withLock { $0 += 1 } }
}
