public import NIOCore

/// A protocol that every listener speaks besides ttrpc, over the same table of methods, with
/// clients that begin by asking for it.
public protocol ConnectionProtocol: Sendable {
  /// Its name in a TLS handshake (ALPN, RFC 7301).
  var applicationProtocol: String { get }
  /// The bytes with which every client of it begins. The first is not 0, which is ttrpc's.
  var preface: [UInt8] { get }
  /// Adds the connection's handlers. All that has been read follows, the preface first. Called on
  /// the connection's event loop.
  func addHandlers(to channel: any Channel, _ connection: NewConnection) throws
}

/// What a protocol is told of a new connection.
public struct NewConnection: Sendable {
  package let shared: ServerShared
  public let peer: ServerCall.Peer
}

/// What encrypts the connections of `tls:` addresses and learns who is at the other end.
public protocol ConnectionSecurity: Sendable {
  /// The first handler of a new connection. It fires `TLSUserEvent.handshakeCompleted`.
  func makeHandler() throws -> any ChannelHandler
  /// Who has shaken hands, from the address `address`. Called on the connection's event loop.
  func peer(in pipeline: ChannelPipeline.SynchronousOperations, address: String) -> ServerCall.Peer
}

/// A connection as the server sees it from elsewhere; called on the connection's event loop.
package protocol ServedConnection: AnyObject, SendableMetatype {
  /// Answers what it has received, and ends.
  func beginDraining()
  /// The time for draining is up: answers what runs with `UNAVAILABLE`, and ends.
  func stopNow()
}
