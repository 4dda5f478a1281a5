package import NIOCore
import Synchronization

/// The messages of one stream between the event loop, which puts, and one task, which reads.
///
/// Bounded by its user: ``put(_:)`` says when it is full, and the loop then stops reading.
package final class Inbox: Sendable {
  package enum Put {
    case taken
    /// Taken, and the inbox became full.
    case full
    /// Not taken: the stream's caller holds too much.
    case refused(Refusal)
  }

  private struct State {
    var counted: QueueBytes
    var messages = CircularBuffer<ByteBuffer>()
    var bytes = 0
    var receivedBytes = 0
    var isFull = false
    var end: Result<Void, RPCStatus>?
    var reader: CheckedContinuation<ByteBuffer?, any Error>?

    var isOverMark: Bool {
      bytes >= Limits.streamQueueBytes || messages.count >= Limits.streamQueueMessages
    }

    mutating func takeFirst() -> ByteBuffer? {
      guard let message = messages.popFirst() else { return nil }
      bytes -= message.readableBytes
      _ = counted.follow(bytes)
      return message
    }

    /// A connection or caller over its limit still gets one message at a time through. A server
    /// over its own does not: that many streams of one message each are what has filled it.
    mutating func append(_ message: ByteBuffer, mayRefuse: Bool) -> Put {
      if let refusal = counted.follow(bytes + message.readableBytes), mayRefuse,
        !messages.isEmpty || counted.isServerOver
      {
        _ = counted.follow(bytes)
        return .refused(refusal)
      }
      messages.append(message)
      bytes += message.readableBytes
      guard !isFull, isOverMark else { return .taken }
      isFull = true
      return .full
    }

    mutating func removeAll() {
      messages.removeAll()
      bytes = 0
      counted.end()
    }

    /// Whether this was the message after which a full inbox has room again.
    mutating func becomesRoomy() -> Bool {
      guard isFull, bytes <= Limits.streamQueueBytes / 2,
        messages.count <= Limits.streamQueueMessages / 2
      else { return false }
      isFull = false
      return true
    }
  }

  private let state: Mutex<State>
  /// Called once a full inbox is half empty; on the reader's thread.
  private let hasRoom: @Sendable () -> Void

  /// - Parameter gauges: where its bytes count; nil: nowhere.
  package init(_ gauges: CallBytes? = nil, hasRoom: @escaping @Sendable () -> Void) {
    state = Mutex(State(counted: QueueBytes(gauges)))
    self.hasRoom = hasRoom
  }

  /// Bytes of all messages that were put.
  package var receivedBytes: Int { state.withLock { $0.receivedBytes } }

  deinit { state.withLock { $0.removeAll() } }

  /// - Parameter mayRefuse: false for the request of a call that was let in.
  package func put(_ message: ByteBuffer, mayRefuse: Bool = true) -> Put {
    let message = message.copiedIfSmall
    var outcome = Put.taken
    let reader = state.withLock { state -> CheckedContinuation<ByteBuffer?, any Error>? in
      guard state.end == nil else { return nil }
      state.receivedBytes += message.readableBytes
      if let reader = state.reader.take() { return reader }
      outcome = state.append(message, mayRefuse: mayRefuse)
      return nil
    }
    reader?.resume(returning: message)
    return outcome
  }

  /// Nothing follows. An error is thrown to the reader after the messages that wait, or in place of
  /// them.
  package func finish(_ status: RPCStatus? = nil, discardingMessages: Bool = false) {
    let reader = state.withLock { state in
      guard state.end == nil || discardingMessages else { return state.reader.take() }
      state.end = status.map { .failure($0) } ?? .success(())
      if discardingMessages {
        state.removeAll()
      }
      return state.reader.take()
    }
    if let status { reader?.resume(throwing: status) } else { reader?.resume(returning: nil) }
  }

  /// The next message; nil at the end. One task reads at a time.
  package func next() async throws -> ByteBuffer? {
    if let ready = try takeReady() { return ready.message }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { wait($0) }
    } onCancel: {
      state.withLock { $0.reader.take() }?.resume(throwing: CancellationError())
    }
  }

  private struct Ready { var message: ByteBuffer? }

  private func takeReady() throws -> Ready? {
    var gotRoom = false
    let ready = try state.withLock { state throws -> Ready? in
      if let message = state.takeFirst() {
        gotRoom = state.becomesRoomy()
        return Ready(message: message)
      }
      guard let end = state.end else { return nil }
      try end.get()
      return Ready(message: nil)
    }
    if gotRoom { hasRoom() }
    return ready
  }

  private func wait(_ reader: CheckedContinuation<ByteBuffer?, any Error>) {
    let outcome: Result<ByteBuffer?, any Error>? = state.withLock { state in
      if Task.isCancelled { return .failure(CancellationError()) }
      if let message = state.takeFirst() { return .success(message) }
      switch state.end {
      case .success: return .success(nil)
      case .failure(let status): return .failure(status)
      case nil: break
      }
      guard state.reader == nil else {
        return .failure(RPCStatus(.internal, "two tasks read one stream"))
      }
      state.reader = reader
      return nil
    }
    if let outcome { reader.resume(with: outcome) }
  }
}
