public import NIOCore

/// What makes calls: a ``Client``, or one ``ClientConnection`` of it.
public protocol Caller: Sendable {
  /// Makes a unary call. Cancelling the task cancels the call on the server.
  /// - Throws: ``RPCStatus``.
  func unary(
    _ method: Method, _ request: ByteBuffer, options: CallOptions
  ) async throws -> ByteBuffer

  /// Makes a call with one request and many answers.
  /// - Throws: ``RPCStatus``.
  func serverStream(
    _ method: Method, _ request: ByteBuffer, options: CallOptions
  ) async throws -> Responses

  /// Opens a call of any streaming shape. A server-streaming call sends its one request with
  /// ``ClientStream/send(_:)``.
  /// - Throws: ``RPCStatus``.
  func open(_ method: Method, options: CallOptions) async throws -> ClientStream
}

extension Caller {
  public func unary(_ method: Method, _ request: ByteBuffer) async throws -> ByteBuffer {
    try await unary(method, request, options: CallOptions())
  }

  public func open(_ method: Method) async throws -> ClientStream {
    try await open(method, options: CallOptions())
  }
}
