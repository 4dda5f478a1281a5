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
    var counted: QueueBytes
    /// The stream's caller holds too much: one message at a time, until the outbox is empty.
    var isHeldBack = false
    var items = CircularBuffer<Item>()
    var bytes = 0
    var failure: RPCStatus?
    var isTakerCalled = false
    var writers: [CheckedContinuation<Void, any Error>] = []

    var isFull: Bool {
      bytes >= Limits.streamQueueBytes || items.count >= Limits.streamQueueMessages || isHeldBack
    }

    var isRoomy: Bool {
      bytes <= Limits.streamQueueBytes / 2 && items.count <= Limits.streamQueueMessages / 2
        && !isHeldBack
    }

    mutating func append(_ item: Item, bytes count: Int) {
      items.append(item)
      bytes += count
      if counted.follow(bytes) != nil { isHeldBack = true }
    }

    mutating func takeFirst() -> Item? {
      guard let item = items.popFirst() else { return nil }
      if case .message(let message) = item { bytes -= message.readableBytes }
      _ = counted.follow(bytes)
      if items.isEmpty { isHeldBack = false }
      return item
    }

    mutating func removeAll() {
      items.removeAll()
      bytes = 0
      counted.end()
    }
  }

  private let state: Mutex<State>
  /// Asks the event loop to call ``take()`` until it gives nil.
  private let callTaker: @Sendable () -> Void

  /// - Parameter gauges: where its bytes count; nil: nowhere.
  package init(_ gauges: CallBytes? = nil, callTaker: @escaping @Sendable () -> Void) {
    state = Mutex(State(counted: QueueBytes(gauges)))
    self.callTaker = callTaker
  }

  deinit { state.withLock { $0.removeAll() } }

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
      state.append(item, bytes: bytes)
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
      guard let item = state.takeFirst() else {
        state.isTakerCalled = false
        return (Item?.none, [CheckedContinuation<Void, any Error>]())
      }
      guard !state.writers.isEmpty, state.isRoomy else { return (item, []) }
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
      state.removeAll()
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
