internal import Synchronization

/// Whether the server takes calls, and who wants to know.
public final class HealthState: Sendable {
  private struct State {
    var isServing = true
    var services: Set<String> = []
    var nextWatcher = 0
    var watchers: [Int: AsyncStream<Bool>.Continuation] = [:]
  }

  private let state = Mutex(State())

  public init() {}

  var isServing: Bool { state.withLock { $0.isServing } }

  /// The services that can be asked for; the empty name is the server as a whole.
  public func setServices(_ names: [String]) { state.withLock { $0.services = Set(names) } }

  func knows(_ service: String) -> Bool {
    service.isEmpty || state.withLock { $0.services.contains(service) }
  }

  /// The server begins to drain: checks answer `NOT_SERVING` from now on.
  public func stopServing() {
    let watchers = state.withLock { state in
      state.isServing = false
      defer { state.watchers = [:] }
      return Array(state.watchers.values)
    }
    for watcher in watchers {
      watcher.yield(false)
      watcher.finish()
    }
  }

  /// The state now, and then each change; ends when the server drains.
  func changes() -> AsyncStream<Bool> {
    AsyncStream(bufferingPolicy: .bufferingNewest(2)) { continuation in
      let watcher = state.withLock { state -> Int? in
        continuation.yield(state.isServing)
        guard state.isServing else { return nil }
        state.nextWatcher += 1
        state.watchers[state.nextWatcher] = continuation
        return state.nextWatcher
      }
      guard let watcher else { return continuation.finish() }
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { _ = $0.watchers.removeValue(forKey: watcher) }
      }
    }
  }
}
