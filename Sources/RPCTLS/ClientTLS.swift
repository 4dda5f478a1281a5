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

  public func reason(of error: any Error) -> String? {
    let words = "\(error)"
    // BoringSSL's errors have names in their texts alone.
    return Self.reasons.first { words.contains($0.name) }?.reason
  }

  private static let reasons: [(name: String, reason: String)] = [
    (
      "CERTIFICATE_VERIFY_FAILED",
      "the server's certificate is for another name, is out of date, or has an authority that is "
        + "not trusted here: name its authority's file"
    ),
    (
      "ALERT_CERTIFICATE_REQUIRED",
      "the server asks its clients for a certificate: name one and its key"
    ),
    (
      "ALERT_UNKNOWN_CA",
      "the server does not trust the authority of this client's certificate: ask the server's "
        + "operator for one"
    ),
    (
      "ALERT_PROTOCOL_VERSION",
      "the server takes newer versions of TLS only"
    ),
    (
      "WRONG_VERSION_NUMBER",
      "the server does not speak TLS at this port: write tcp: instead of tls:, or check the port"
    ),
  ]
}
