public import NIOCore
import Synchronization

/// The client's end of a streaming call. The call is cancelled when the stream is let go of before
/// its end.
public final class ClientStream: ResponseReader {
  let connection: ClientConnection
  private let method: Method
  private let options: CallOptions
  private let id = CallID()
  private let inbox: Inbox
  private let outbox: Outbox
  /// Whether the only message of a server-streaming call was sent.
  private let isSent = Mutex(false)

  init(_ connection: ClientConnection, _ method: Method, _ options: CallOptions) {
    self.connection = connection
    self.method = method
    self.options = options
    let (home, id) = (connection.home, id)
    inbox = Inbox {
      home.eventLoop.execute { id.streamID.map { home.value.streamHasRoom($0) } }
    }
    outbox = Outbox {
      home.eventLoop.execute { id.streamID.map { home.value.writeStream($0) } }
    }
    if method.shape.hasRequestStream { start(ByteBuffer()) }
  }

  deinit { cancel() }

  private func start(_ message: ByteBuffer) {
    connection.home.eventLoop.execute {
      [home = connection.home, method, options, id, inbox, outbox] in
      home.value.startStream(method, message, options, id: id, inbox: inbox, outbox: outbox)
    }
  }

  /// Sends a message; waits while the server reads slower.
  /// - Throws: the call's ``RPCStatus`` once it has ended; `RESOURCE_EXHAUSTED` for a message over
  ///   ``Limits/frameBytesMax``; `FAILED_PRECONDITION` for a second message where the method takes
  ///   one.
  public func send(_ message: ByteBuffer) async throws {
    if method.shape.hasRequestStream { return try await outbox.put(message) }
    let isFirst = isSent.withLock { isSent in
      defer { isSent = true }
      return !isSent
    }
    guard isFirst else {
      throw RPCStatus(.failedPrecondition, "\(method.name) takes one message, and it is sent")
    }
    start(message)
  }

  /// Says that no message follows.
  public func closeSend() async throws {
    if method.shape.hasRequestStream { outbox.end(.closed) }
  }

  public var responses: Responses { Responses(reader: self) }

  /// Whether the request may have reached the server.
  var isStarted: Bool { id.streamID != nil }

  /// Cancels the call here and on the server. Nothing happens once it has ended.
  public func cancel() {
    inbox.finish(.cancelled, discardingMessages: true)
    outbox.fail(.cancelled)
    connection.cancel(id)
  }

  func next() async throws -> ByteBuffer? {
    do {
      return try await inbox.next()
    } catch is CancellationError {
      cancel()
      throw RPCStatus.cancelled
    }
  }
}
