public import NIOCore
import NIOSSL
public import RPC

/// TLS for a client's connections to `tls:` addresses.
public struct ClientTLS: ClientSecurity {
  private let context: NIOSSLContext

  /// - Throws: ``TLSError`` that names the file.
  public init(_ files: TLSFiles) throws(TLSError) { context = try files.clientContext() }

  public func makeHandler(host: String) throws -> any ChannelHandler {
    // An address is no name for the server to choose a certificate by; the certificate is then
    // checked against the address itself.
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }
}
