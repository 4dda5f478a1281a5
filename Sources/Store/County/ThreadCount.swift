import Synchronization

/// Counts threads that run, and tells when the last has ended.
final class ThreadCount: Sendable {
  private struct State {
    var running = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Mutex(State())

  func begin() { state.withLock { $0.running += 1 } }

  func end() {
    let waiting = state.withLock { state in
      state.running -= 1
      guard state.running == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for caller in waiting { caller.resume() }
  }

  func allEnded() async {
    await withCheckedContinuation { caller in
      let isOver = state.withLock { state in
        if state.running > 0 { state.waiting.append(caller) }
        return state.running == 0
      }
      if isOver { caller.resume() }
    }
  }
}
