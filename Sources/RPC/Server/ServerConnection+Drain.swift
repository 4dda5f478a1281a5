import NIOCore

/// Stopping in good order.
extension ServerConnection {
  /// Refuses new requests from now on, and ends the connection when the last call is answered.
  func beginDraining() {
    machine.beginDraining()
    endIfDrained()
  }

  func endIfDrained() {
    guard machine.isDraining, machine.streams.isEmpty, !isEnding, let context else { return }
    // A request may be on its way: it is read, and answered with a refusal, not with a closed door.
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(Limits.drainGrace)) {
      guard self.machine.streams.isEmpty else { return }
      self.endQuietly()
    }
  }

  /// The time for draining is up: answers what runs with `UNAVAILABLE`.
  func stopNow() {
    for (streamID, stream) in machine.streams where stream.phase != .answered {
      perform(machine.abort(streamID, .draining))
    }
    endQuietly()
  }
}
