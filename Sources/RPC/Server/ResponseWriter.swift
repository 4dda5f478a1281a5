public import NIOCore

/// The server's messages of a streaming call. A method whose answer is no stream writes exactly
/// one.
public struct ResponseWriter: Sendable {
  private let put: @Sendable (ByteBuffer) async throws -> Void
  private let bytes: @Sendable () -> Int

  /// A writer over any function, for tests of handlers.
  public init(
    sentBytes: @escaping @Sendable () -> Int = { 0 },
    _ put: @escaping @Sendable (ByteBuffer) async throws -> Void
  ) {
    self.put = put
    bytes = sentBytes
  }

  /// Bytes of the messages that were written so far.
  public var sentBytes: Int { bytes() }

  /// Waits while the peer reads slower than the handler writes.
  /// - Throws: the call's ``RPCStatus`` once it has ended early; `RESOURCE_EXHAUSTED` for a message
  ///   over ``Limits/frameBytesMax``.
  public func write(_ message: ByteBuffer) async throws { try await put(message) }
}
