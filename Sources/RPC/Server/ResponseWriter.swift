public import NIOCore

/// The server's messages of a streaming call. A method whose answer is no stream writes exactly
/// one.
public struct ResponseWriter: Sendable {
  private let put: @Sendable (ByteBuffer) async throws -> Void

  /// A writer over any function, for tests of handlers.
  public init(_ put: @escaping @Sendable (ByteBuffer) async throws -> Void) { self.put = put }

  /// Waits while the peer reads slower than the handler writes.
  /// - Throws: the call's ``RPCStatus`` once it has ended early; `RESOURCE_EXHAUSTED` for a message
  ///   over ``Limits/frameBytesMax``.
  public func write(_ message: ByteBuffer) async throws { try await put(message) }
}
