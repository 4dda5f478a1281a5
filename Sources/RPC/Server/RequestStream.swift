public import NIOCore

/// The client's messages of a streaming call, in order. Ends when the client has closed its side.
///
/// One task reads it at a time. Throws the call's ``RPCStatus`` when the call ends early.
public struct RequestStream: AsyncSequence, Sendable {
  public typealias Element = ByteBuffer

  private let inbox: Inbox

  init(_ inbox: Inbox) { self.inbox = inbox }

  /// Bytes of the messages that have arrived so far.
  public var receivedBytes: Int { inbox.receivedBytes }

  /// A stream of these messages, for tests of handlers.
  public init(_ messages: [ByteBuffer]) {
    inbox = Inbox {}
    for message in messages { _ = inbox.put(message) }
    inbox.finish()
  }

  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let inbox: Inbox
    public mutating func next() async throws -> ByteBuffer? { try await inbox.next() }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(inbox: inbox) }
}
