import Synchronization

/// Joins a caller, on any thread, to its stream, which gets its id on the event loop: a call may be
/// cancelled before it has one.
final class CallID: Sendable {
  private enum State {
    case waiting
    case started(StreamID)
    case cancelled
  }

  private let state = Mutex(State.waiting)

  /// - Returns: false where the call was cancelled meanwhile.
  func started(_ streamID: StreamID) -> Bool {
    state.withLock { state in
      if case .cancelled = state { return false }
      state = .started(streamID)
      return true
    }
  }

  /// - Returns: the stream to cancel; nil where it has not started, and then will not.
  func cancel() -> StreamID? {
    state.withLock { state in
      guard case .started(let streamID) = state else {
        state = .cancelled
        return nil
      }
      return streamID
    }
  }

  var isCancelled: Bool {
    state.withLock { state in
      if case .cancelled = state { true } else { false }
    }
  }

  /// The stream's id once it has started.
  var streamID: StreamID? {
    state.withLock { state in
      guard case .started(let streamID) = state else { return nil }
      return streamID
    }
  }
}
