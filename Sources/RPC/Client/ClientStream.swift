public import NIOCore

/// The client's end of a streaming call.
public final class ClientStream: Sendable {
  init() {}

  /// Sends a message; waits while the server reads slower.
  public func send(_ message: ByteBuffer) async throws {}

  /// Says that no message follows.
  public func closeSend() async throws {}

  /// The server's messages in order; ends with the call, or throws its ``RPCStatus``.
  public var responses: Responses { Responses() }

  /// Cancels the call here and on the server.
  public func cancel() {}

  public struct Responses: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer
    public struct AsyncIterator: AsyncIteratorProtocol {
      public mutating func next() async throws -> ByteBuffer? { nil }
    }
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
  }
}
