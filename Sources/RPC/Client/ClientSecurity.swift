public import NIOCore

/// What encrypts a client's connections to `tls:` addresses.
public protocol ClientSecurity: Sendable {
  /// The first handler of a connection to the host, whose certificate must be the host's. It fires
  /// `TLSUserEvent.handshakeCompleted`.
  func makeHandler(host: String) throws -> any ChannelHandler

  /// Why the handler has failed, and what to do; nil: the error is none of its own.
  func reason(of error: any Error) -> String?
}
