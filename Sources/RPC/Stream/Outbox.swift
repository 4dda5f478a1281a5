package import NIOCore
import Synchronization

/// The messages of one stream between one task, which puts, and the event loop, which takes as much
/// as the peer reads.
package final class Outbox: Sendable {
  package enum Item: Sendable {
    case message(ByteBuffer)
    /// The last item.
    case end(StreamEnd)
  }

  private struct State {
    var items = CircularBuffer<Item>()
    var bytes = 0
    var failure: RPCStatus?
    var isTakerCalled = false
    var writers: [CheckedContinuation<Void, any Error>] = []

    var isFull: Bool {
      bytes >= Limits.streamQueueBytes || items.count >= Limits.streamQueueMessages
    }
  }

  private let state = Mutex(State())
  /// Asks the event loop to call ``take()`` until it gives nil.
  private let callTaker: @Sendable () -> Void

  package init(callTaker: @escaping @Sendable () -> Void) { self.callTaker = callTaker }

  /// Puts a message; waits first while the outbox is full.
  /// - Throws: the status with which the stream has failed, or `RESOURCE_EXHAUSTED` for a message
  ///   that no frame can carry.
  package func put(_ message: ByteBuffer) async throws {
    guard message.readableBytes <= Limits.frameBytesMax else {
      throw RPCStatus.answerTooLarge(message.readableBytes)
    }
    while true {
      if try append(.message(message), bytes: message.readableBytes) { return }
      try await withCheckedThrowingContinuation { wait($0) }
    }
  }

  /// Puts the last item, for which there is always room. Nothing happens once the stream has
  /// failed.
  package func end(_ end: StreamEnd) { _ = try? append(.end(end), bytes: 0, evenIfFull: true) }

  private func append(_ item: Item, bytes: Int, evenIfFull: Bool = false) throws -> Bool {
    let (isIn, mustCall) = try state.withLock { state in
      if let failure = state.failure { throw failure }
      guard evenIfFull || !state.isFull else { return (false, false) }
      state.items.append(item)
      state.bytes += bytes
      let mustCall = !state.isTakerCalled
      state.isTakerCalled = true
      return (true, mustCall)
    }
    if mustCall { callTaker() }
    return isIn
  }

  private func wait(_ writer: CheckedContinuation<Void, any Error>) {
    let outcome: Result<Void, any Error>? = state.withLock { state in
      if let failure = state.failure { return .failure(failure) }
      guard state.isFull else { return .success(()) }
      state.writers.append(writer)
      return nil
    }
    if let outcome { writer.resume(with: outcome) }
  }

  /// The next item; nil when there is none, and then the taker is called again.
  package func take() -> Item? {
    let (item, writers) = state.withLock { state in
      guard let item = state.items.popFirst() else {
        state.isTakerCalled = false
        return (Item?.none, [CheckedContinuation<Void, any Error>]())
      }
      if case .message(let message) = item { state.bytes -= message.readableBytes }
      guard !state.writers.isEmpty, state.bytes <= Limits.streamQueueBytes / 2,
        state.items.count <= Limits.streamQueueMessages / 2
      else { return (item, []) }
      defer { state.writers = [] }
      return (item, state.writers)
    }
    for writer in writers { writer.resume() }
    return item
  }

  /// Discards what waits; every later put throws the status.
  package func fail(_ status: RPCStatus) {
    let writers = state.withLock { state in
      guard state.failure == nil else { return [CheckedContinuation<Void, any Error>]() }
      state.failure = status
      state.items.removeAll()
      state.bytes = 0
      defer { state.writers = [] }
      return state.writers
    }
    for writer in writers { writer.resume(throwing: status) }
  }
}

/// How one side's messages end.
package enum StreamEnd: Sendable, Hashable {
  case closed
  /// With the only message of a call whose answer is no stream.
  case answer(ByteBuffer)
  case failed(RPCStatus)
}
