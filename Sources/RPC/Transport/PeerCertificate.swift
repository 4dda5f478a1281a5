/// What a peer's certificate says. The TLS handshake has proved that the peer has its key, and that
/// an authority which the operator trusts has signed it.
public struct PeerCertificate: Sendable, Hashable {
  /// Its subject's alternative names, in order: `DNS:…`, `URI:…`, `email:…` (RFC 5280,
  /// 4.2.1.6).
  public var names: [String]
  /// SHA-256 of its DER bytes, in lowercase hexadecimal.
  public var fingerprint: String

  public init(names: [String], fingerprint: String) {
    self.names = names
    self.fingerprint = fingerprint
  }
}
