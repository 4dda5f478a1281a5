public import NIOCore

/// The server's messages of a call in order; ends with the call, or throws its ``RPCStatus``. Read
/// by one task at a time. Cancelling that task cancels the call.
public struct Responses: AsyncSequence, Sendable {
  public typealias Element = ByteBuffer

  let reader: any ResponseReader

  public struct AsyncIterator: AsyncIteratorProtocol {
    let reader: any ResponseReader
    public mutating func next() async throws -> ByteBuffer? { try await reader.next() }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: reader) }

  /// Cancels the call here and on the server. Nothing happens once it has ended.
  public func cancel() { reader.cancel() }
}

protocol ResponseReader: Sendable {
  func next() async throws -> ByteBuffer?
  func cancel()
}
