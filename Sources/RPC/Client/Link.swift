import Synchronization

/// Keeps one connection: makes it when a call needs it, and again when it has broken.
final class Link: Sendable {
  typealias Dial = @Sendable () async throws -> ClientConnection

  private enum Phase {
    case idle
    case dialing(SharedResult<ClientConnection>)
    case open(ClientConnection)
    case closed
  }

  private struct State {
    var phase = Phase.idle
    /// Tries without a call that was answered since.
    var failures = 0
    var notBefore: Duration = .zero
    var hasBeenOpen = false
  }

  /// What a call that needs a connection does next.
  private enum Step {
    case use(ClientConnection)
    case join(SharedResult<ClientConnection>)
    case dial(SharedResult<ClientConnection>)
    case wait(Duration)
  }

  private let dial: Dial
  private let backoff: Backoff
  private let clock: ClientClock
  private let state = Mutex(State())

  init(backoff: Backoff, clock: ClientClock, dial: @escaping Dial) {
    self.dial = dial
    self.backoff = backoff
    self.clock = clock
  }

  /// The open connection, without waiting.
  var current: ClientConnection? {
    state.withLock { state in
      guard case .open(let connection) = state.phase, connection.isOpen else { return nil }
      return connection
    }
  }

  /// Whether there ever was a connection.
  var hasBeenOpen: Bool { state.withLock { $0.hasBeenOpen } }

  /// One try to have a connection; it waits first while the last failure is too near.
  /// - Throws: what the try has failed with.
  func connect() async throws -> ClientConnection {
    while true {
      switch try step() {
      case .use(let connection): return connection
      case .join(let result): return try await result.value()
      case .wait(let pause): try await clock.sleep(pause)
      case .dial(let result):
        Task { await run(result) }
        return try await result.value()
      }
    }
  }

  /// The pause before the next try.
  var pause: Duration { state.withLock { max(.zero, $0.notBefore - clock.now()) } }

  /// A call was answered, so the server is well.
  func succeeded() { state.withLock { $0.failures = 0 } }

  /// No connection is made any more.
  func close() -> ClientConnection? {
    state.withLock { state in
      defer { state.phase = .closed }
      guard case .open(let connection) = state.phase else { return nil }
      return connection
    }
  }

  private func step() throws(RPCStatus) -> Step {
    let now = clock.now()
    return try state.withLock { (state) throws(RPCStatus) -> Step in
      switch state.phase {
      case .closed: throw .closedByOwner
      case .dialing(let result): return .join(result)
      case .open(let connection):
        if connection.isOpen { return .use(connection) }
        // It broke. Unless a call was answered meanwhile, it counts as a failed try.
        if state.failures > 0 { delay(&state, now) }
        state.phase = .idle
      case .idle: break
      }
      guard state.notBefore <= now else { return .wait(state.notBefore - now) }
      let result = SharedResult<ClientConnection>()
      state.phase = .dialing(result)
      return .dial(result)
    }
  }

  private func delay(_ state: inout State, _ now: Duration) {
    let pause = backoff.pause(afterFailures: state.failures, random: clock.random())
    state.notBefore = now + pause
  }

  private func run(_ result: SharedResult<ClientConnection>) async {
    do {
      let connection = try await dial()
      let isWanted = state.withLock { state in
        guard case .dialing = state.phase else { return false }
        state.phase = .open(connection)
        state.failures += 1
        state.hasBeenOpen = true
        return true
      }
      guard isWanted else {
        await connection.close()
        return result.finish(.failure(RPCStatus.closedByOwner))
      }
      result.finish(.success(connection))
    } catch {
      state.withLock { state in
        guard case .dialing = state.phase else { return }
        state.phase = .idle
        state.failures += 1
        delay(&state, clock.now())
      }
      result.finish(.failure(error))
    }
  }
}
