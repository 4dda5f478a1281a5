import Glibc
public import NIOCore
import NIOSSL
public import RPC

/// TLS for a client's connections to `tls:` addresses.
public struct ClientTLS: ClientSecurity {
  private let context: NIOSSLContext
  /// Unix seconds, to tell why a certificate is out of date.
  private let now: @Sendable () -> Int

  /// - Parameter now: Unix seconds; nil: the machine's clock.
  /// - Throws: ``TLSError`` that names the file.
  public init(_ files: TLSFiles, now: (@Sendable () -> Int)? = nil) throws(TLSError) {
    context = try files.clientContext()
    self.now = now ?? { time(nil) }
  }

  public func makeHandler(host: String) throws -> any ChannelHandler {
    // An address is no name for the server to choose a certificate by; the certificate is then
    // checked against the address itself.
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }

  public func fault(
    of error: any Error, in handler: any ChannelHandler, host: String
  ) -> SecurityFault? {
    let certificate = (handler as? NIOSSLClientHandler)?.peerCertificate
    if let extra = error as? NIOSSLExtraError, extra == .failedToValidateHostname {
      return TLSFault.otherName(host, certificate?.names ?? [])
    }
    // BoringSSL's errors have names in their texts alone.
    let words = "\(error)"
    if words.contains("CERTIFICATE_VERIFY_FAILED") { return untrusted(certificate) }
    return TLSFault.byName.first { words.contains($0.name) }?.fault
  }

  private func untrusted(_ certificate: NIOSSLCertificate?) -> SecurityFault {
    guard let certificate else { return TLSFault.unknownAuthority }
    let now = now()
    if certificate.notValidAfter < now { return TLSFault.expired(certificate.notValidAfter) }
    if certificate.notValidBefore > now { return TLSFault.notYet(certificate.notValidBefore) }
    return TLSFault.unknownAuthority
  }
}

extension NIOSSLCertificate {
  /// The names and addresses of its subject that a client compares with the host.
  fileprivate var names: [String] {
    _subjectAlternativeNames().compactMap { name in
      switch name.nameType {
      case .dnsName: String(decoding: name.contents, as: UTF8.self)
      case .ipAddress:
        switch name.contents.count {
        case 4: name.contents.map(String.init).joined(separator: ".")
        default: nil
        }
      default: nil
      }
    }
  }
}
