package import NIOCore
import Synchronization

/// The messages of one stream between the event loop, which puts, and one task, which reads.
///
/// Bounded by its user: ``put(_:)`` says when it is full, and the loop then stops reading.
package final class Inbox: Sendable {
  private struct State {
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
      return message
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

  private let state = Mutex(State())
  /// Called once a full inbox is half empty; on the reader's thread.
  private let hasRoom: @Sendable () -> Void

  package init(hasRoom: @escaping @Sendable () -> Void) { self.hasRoom = hasRoom }

  /// Bytes of all messages that were put.
  package var receivedBytes: Int { state.withLock { $0.receivedBytes } }

  /// - Returns: whether the inbox became full.
  package func put(_ message: ByteBuffer) -> Bool {
    let message = message.copiedIfSmall
    var becameFull = false
    let reader = state.withLock { state -> CheckedContinuation<ByteBuffer?, any Error>? in
      guard state.end == nil else { return nil }
      state.receivedBytes += message.readableBytes
      if let reader = state.reader.take() { return reader }
      state.messages.append(message)
      state.bytes += message.readableBytes
      becameFull = !state.isFull && state.isOverMark
      if becameFull { state.isFull = true }
      return nil
    }
    reader?.resume(returning: message)
    return becameFull
  }

  /// Nothing follows. An error is thrown to the reader after the messages that wait, or in place of
  /// them.
  package func finish(_ status: RPCStatus? = nil, discardingMessages: Bool = false) {
    let reader = state.withLock { state in
      guard state.end == nil || discardingMessages else { return state.reader.take() }
      state.end = status.map { .failure($0) } ?? .success(())
      if discardingMessages {
        state.messages.removeAll()
        state.bytes = 0
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
