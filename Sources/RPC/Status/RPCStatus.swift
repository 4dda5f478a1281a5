/// How a call ended, as `google.rpc.Status`: thrown by handlers, by the client, and sent on the
/// wire.
public struct RPCStatus: Error, Sendable, Hashable {
  /// One `google.protobuf.Any` of the status's details.
  public struct Detail: Sendable, Hashable {
    /// The message's full name, without the `type.googleapis.com/` before it.
    public var typeName: String
    /// The encoded message.
    public var value: [UInt8]

    public init(typeName: String, value: [UInt8]) {
      self.typeName = typeName
      self.value = value
    }
  }

  public var code: StatusCode
  public var message: String
  public var details: [Detail]

  public init(_ code: StatusCode, _ message: String, details: [Detail] = []) {
    self.code = code
    self.message = message
    self.details = details
  }
}

/// An error that knows its status. Any other error of a handler becomes `UNKNOWN` without its text,
/// which may hold what the caller must not see.
public protocol RPCStatusConvertible: Error {
  var rpcStatus: RPCStatus { get }
}
