public import ProtobufRuntime
internal import RPC

/// The client's messages of a streaming call, in order.
public struct MessageStream<Message: ProtobufMessage>: AsyncSequence, Sendable {
  public typealias Element = Message
  private let buffers: RequestStream

  init(_ buffers: RequestStream) { self.buffers = buffers }

  public struct AsyncIterator: AsyncIteratorProtocol {
    var buffers: RequestStream.AsyncIterator

    /// - Throws: `RPCStatus` if the call ends, `INVALID_ARGUMENT` if a message is malformed.
    public mutating func next() async throws -> Message? {
      guard let buffer = try await buffers.next() else { return nil }
      return try Message(request: buffer)
    }
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(buffers: buffers.makeAsyncIterator())
  }
}

/// The server's messages of a streaming call.
public struct MessageWriter<Message: ProtobufMessage>: Sendable {
  private let writer: ResponseWriter

  init(_ writer: ResponseWriter) { self.writer = writer }

  /// Waits while the peer reads slower than the handler writes.
  public func write(_ message: Message) async throws {
    try await writer.write(try message.encodedResponse())
  }
}

/// The server's messages as a client sees them; ends with the call or throws its `RPCStatus`.
public struct ResponseMessages<Message: ProtobufMessage>: AsyncSequence, Sendable {
  public typealias Element = Message
  private let responses: Responses

  init(_ responses: Responses) { self.responses = responses }

  public struct AsyncIterator: AsyncIteratorProtocol {
    var buffers: Responses.AsyncIterator

    public mutating func next() async throws -> Message? {
      guard let buffer = try await buffers.next() else { return nil }
      return try Message(response: buffer)
    }
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(buffers: responses.makeAsyncIterator())
  }

  /// Cancels the call here and on the server.
  public func cancel() { responses.cancel() }
}
