/// A call that was refused before any handler: what is told of it to
/// ``ServerConfiguration/onRefusal``.
public struct RefusedCall: Sendable, Hashable {
  /// The full name that was called, `service/method`. The caller chose it where there is no such
  /// method: it may hold anything, and its end is cut off.
  public let method: String
  public let reason: RefusalReason
  public let status: StatusCode
  public let requestID: String
  public let protocolName: String
  public let peer: ServerCall.Peer

  /// Twice the longest name of a method.
  private static let methodBytesMax = 128

  package init(
    method: MethodName, reason: RefusalReason, status: StatusCode, requestID: String,
    protocolName: String, peer: ServerCall.Peer
  ) {
    self.method = String(decoding: "\(method)".utf8.prefix(Self.methodBytesMax), as: UTF8.self)
    self.reason = reason
    self.status = status
    self.requestID = requestID
    self.protocolName = protocolName
    self.peer = peer
  }
}
