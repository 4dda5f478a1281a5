public import NIOCore

/// One connection to a server, shared by any number of calls at once.
public final class ClientConnection: Sendable {
  public struct Options: Sendable {
    /// How long to wait for the connection.
    public var connectTimeout: Duration = .seconds(5)
    public init() {}
  }

  private init() {}

  /// - Throws: ``RPCStatus`` `UNAVAILABLE` that names the address and what to do.
  public static func connect(
    to address: ListenAddress, options: Options = Options()
  ) async throws -> ClientConnection {
    throw RPCStatus(.unimplemented, "no client yet")
  }

  /// Makes a unary call. Cancelling the task cancels the call on the server.
  /// - Throws: ``RPCStatus``.
  public func unary(
    _ method: Method, _ request: ByteBuffer, options: CallOptions = CallOptions()
  ) async throws -> ByteBuffer {
    throw RPCStatus(.unimplemented, "no client yet")
  }

  /// Opens a call of any streaming shape. A server-streaming call sends its one request with
  /// ``ClientStream/send(_:)``.
  public func open(
    _ method: Method, options: CallOptions = CallOptions()
  ) async throws -> ClientStream {
    throw RPCStatus(.unimplemented, "no client yet")
  }

  /// Ends the calls in flight and closes the connection.
  public func close() async {}
}
