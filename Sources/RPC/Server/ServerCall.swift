public import NIOCore

/// What a handler knows of its call besides the messages.
///
/// The handler's task is cancelled when the deadline passes, the client cancels or goes away.
public struct ServerCall: Sendable {
  public let method: Method
  public let metadata: Metadata
  public let deadline: NIODeadline
  public let peer: Peer
  /// What the call's connection has proved about itself.
  public let binding: ConnectionBinding

  /// What the answer carries besides messages; nil where the protocol has no place for it (ttrpc).
  package(set) public var answerMetadata: AnswerMetadata?

  /// The protocol that the call came by: `ttrpc`, `grpc`.
  package(set) public var protocolName = "ttrpc"

  /// What ``requestID`` is where the client names none.
  package(set) public var requestNumber: UInt64 = 0

  /// Names the call in logs and answers: the client's own id, where it is short and plain, else the
  /// server's.
  public var requestID: String { RequestID.of(metadata, number: requestNumber) }

  /// For tests of handlers; the server makes its own.
  public init(
    method: Method, metadata: Metadata = Metadata(), deadline: NIODeadline = .distantFuture,
    peer: Peer = .memory, binding: ConnectionBinding = ConnectionBinding()
  ) {
    self.method = method
    self.metadata = metadata
    self.deadline = deadline
    self.peer = peer
    self.binding = binding
  }

  /// Who is at the other end of the connection.
  public enum Peer: Sendable, Hashable {
    /// A Unix socket's peer, known by its user id.
    case unix(uid: UInt32)
    case tcp(address: String)
    /// A TLS connection's peer, known by its certificate where it has shown one.
    case tls(address: String, certificate: PeerCertificate?)
    /// In-memory transport of tests.
    case memory
  }
}
