public import NIOCore
import NIOSSL
public import RPC
import Synchronization

/// TLS for a server's `tls:` addresses.
public final class ServerTLS: ConnectionSecurity {
  private let files: TLSFiles
  private let fingerprint: @Sendable (_ der: [UInt8]) -> String
  private let context: Mutex<NIOSSLContext>

  /// - Parameter fingerprint: SHA-256 in lowercase hexadecimal.
  /// - Throws: ``TLSError`` that names the file.
  public init(
    _ files: TLSFiles, fingerprint: @escaping @Sendable (_ der: [UInt8]) -> String
  ) throws(TLSError) {
    self.files = files
    self.fingerprint = fingerprint
    context = Mutex(try files.serverContext())
  }

  /// Reads the files again, for new connections; those that are open go on as they are. When the
  /// files are at fault, nothing changes.
  /// - Throws: ``TLSError`` that names the file.
  public func reload() throws(TLSError) {
    let fresh = try files.serverContext()
    context.withLock { $0 = fresh }
  }

  public func makeHandler() throws -> any ChannelHandler {
    NIOSSLServerHandler(context: context.withLock { $0 })
  }

  public func peer(
    in pipeline: ChannelPipeline.SynchronousOperations, address: String
  ) -> ServerCall.Peer {
    let handler = try? pipeline.handler(type: NIOSSLServerHandler.self)
    let certificate = handler?.peerCertificate.flatMap { certificate -> PeerCertificate? in
      guard let der = try? certificate.toDERBytes() else { return nil }
      return PeerCertificate(
        names: certificate._subjectAlternativeNames().compactMap(\.text),
        fingerprint: fingerprint(der))
    }
    return .tls(address: address, certificate: certificate)
  }
}

extension _SubjectAlternativeName {
  /// As OpenSSL writes it; nil for kinds that name nobody here, and for names with a NUL, which an
  /// authority may have read as ending there.
  fileprivate var text: String? {
    guard let text = String(validating: contents, as: UTF8.self), !text.utf8.contains(0) else {
      return nil
    }
    switch nameType {
    case .dnsName: return "DNS:\(text)"
    case .uri: return "URI:\(text)"
    case .email: return "email:\(text)"
    default: return nil
    }
  }
}
