import Synchronization

/// Lets a test wait for what happens inside a handler, without sleeping.
final class Probe: Sendable {
  private struct State {
    var started = 0
    var cancelled = 0
    var waiters: [(isMet: (Int, Int) -> Bool, waiter: CheckedContinuation<Void, Never>)] = []
    var hanging: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextHang = 0
  }

  private let state = Mutex(State())

  /// Ends when the task is cancelled.
  func hang() async {
    let id = state.withLock { state in
      state.nextHang += 1
      return state.nextHang
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
        let isCancelled = state.withLock { state in
          state.started += 1
          if Task.isCancelled { return true }
          state.hanging[id] = waiter
          return false
        }
        wake()
        if isCancelled { waiter.resume() }
      }
    } onCancel: {
      state.withLock { $0.hanging.removeValue(forKey: id) }?.resume()
    }
    state.withLock { $0.cancelled += 1 }
    wake()
  }

  func started(_ count: Int) async { await wait { started, _ in started >= count } }

  func cancelled(_ count: Int) async { await wait { _, cancelled in cancelled >= count } }

  private func wait(_ isMet: @escaping @Sendable (Int, Int) -> Bool) async {
    await withCheckedContinuation { waiter in
      let isDone = state.withLock { state in
        if isMet(state.started, state.cancelled) { return true }
        state.waiters.append((isMet, waiter))
        return false
      }
      if isDone { waiter.resume() }
    }
  }

  private func wake() {
    let met = state.withLock { state in
      let met = state.waiters.filter { $0.isMet(state.started, state.cancelled) }
      state.waiters.removeAll { $0.isMet(state.started, state.cancelled) }
      return met.map(\.waiter)
    }
    for waiter in met { waiter.resume() }
  }
}
