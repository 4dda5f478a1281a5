package import NIOCore
import Synchronization

/// A call that a task works on, whatever the connection's protocol.
package struct RunningCall {
  fileprivate let task: Task<Void, Never>
  package let charge: CallCharge
  /// The client's messages, where they are a stream.
  package let inbox: Inbox?
  package let outbox: Outbox?
  /// A streaming handler may end before what it wrote is sent.
  package var handlerHasEnded = false

  /// Makes the handler see that its call is over.
  package func stop(_ status: RPCStatus) {
    task.cancel()
    inbox?.finish(status, discardingMessages: true)
    outbox?.fail(status)
  }
}

extension ServerShared {
  /// Starts a unary handler. `ended` is called on its task's thread.
  package func start(
    _ call: ServerCall, _ message: ByteBuffer, _ charge: CallCharge,
    _ body: @escaping @Sendable (ServerCall, ByteBuffer) async throws -> ByteBuffer,
    ended: @escaping @Sendable (Result<ByteBuffer, RPCStatus>) -> Void
  ) -> RunningCall {
    let message = message.copiedIfSmall
    let task = Task {
      let outcome: Result<ByteBuffer, RPCStatus>
      do {
        outcome = .success(try await body(call, message))
      } catch {
        outcome = .failure(status(of: error, in: call))
      }
      ended(outcome)
    }
    return RunningCall(task: task, charge: charge, inbox: nil, outbox: nil)
  }

  /// Starts a handler with a stream; its end is the outbox's last item. `ended` is called on its
  /// task's thread.
  package func start(
    _ call: ServerCall, _ inbox: Inbox, _ outbox: Outbox, _ charge: CallCharge,
    _ body: @escaping @Sendable (ServerCall, RequestStream, ResponseWriter) async throws -> Void,
    ended: @escaping @Sendable () -> Void
  ) -> RunningCall {
    let answer = SingleAnswer(outbox: outbox, isStream: call.method.shape.hasResponseStream)
    let task = Task {
      do {
        let responses = ResponseWriter(sentBytes: { answer.sentBytes }, answer.write)
        try await body(call, RequestStream(inbox), responses)
        outbox.end(try answer.end())
      } catch {
        outbox.end(.failed(status(of: error, in: call)))
      }
      ended()
    }
    return RunningCall(task: task, charge: charge, inbox: inbox, outbox: outbox)
  }
}

/// Where a streaming handler's messages go: to the stream, or, where the method's answer is no
/// stream, into the one answer.
private final class SingleAnswer: Sendable {
  private let outbox: Outbox
  private let isStream: Bool
  private let message = Mutex<ByteBuffer?>(nil)
  private let sent = Atomic(0)

  /// Bytes of the messages that were written.
  var sentBytes: Int { sent.load(ordering: .relaxed) }

  init(outbox: Outbox, isStream: Bool) {
    self.outbox = outbox
    self.isStream = isStream
  }

  @Sendable func write(_ message: ByteBuffer) async throws {
    sent.wrappingAdd(message.readableBytes, ordering: .relaxed)
    if isStream { return try await outbox.put(message) }
    try self.message.withLock { current in
      guard current == nil else {
        throw RPCStatus(.internal, "the method wrote two answers, and its answer is no stream")
      }
      current = message
    }
  }

  func end() throws -> StreamEnd {
    if isStream { return .closed }
    guard let message = message.withLock({ $0 }) else {
      throw RPCStatus(.internal, "the method wrote no answer")
    }
    return .answer(message)
  }
}
