import Synchronization

@testable import RPC

/// A clock whose pauses pass at once and are written down, and whose deadlines never come.
final class FakeClock: Sendable {
  private struct State {
    var now: Duration = .zero
    var pauses: [Duration] = []
  }

  private let state = Mutex(State())

  var pauses: [Duration] { state.withLock { $0.pauses } }

  /// - Parameter random: every number that is asked for; this one leaves pauses as they are.
  func clock(random: UInt64 = 13_433) -> ClientClock {
    ClientClock(
      now: { self.state.withLock { $0.now } }, sleep: { try await self.pause($0) },
      expire: { _ in _ = try await SharedResult<Never>().value() }, random: { random })
  }

  private func pause(_ time: Duration) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      if time > .zero { state.pauses.append(time) }
      state.now += time
    }
  }
}
