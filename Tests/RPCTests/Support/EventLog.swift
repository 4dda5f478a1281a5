import Synchronization

@testable import RPC

/// What a client says that it does by itself.
final class EventLog: Sendable {
  private let state = Mutex<[ClientEvent]>([])

  var events: [ClientEvent] { state.withLock { $0 } }

  func add(_ event: ClientEvent) { state.withLock { $0.append(event) } }

  var hasReconnected: Bool { events.contains(.reconnected) }

  var pauses: [Duration] {
    events.compactMap { event in
      guard case .retrying(_, _, let pause) = event else { return nil }
      return pause
    }
  }
}
