import NIOSSL

/// Where one side's certificates are, as PEM files, and how old a TLS it takes.
public struct TLSFiles: Sendable, Hashable {
  public enum Version: String, Sendable, Hashable, CaseIterable {
    case tls12 = "1.2"
    case tls13 = "1.3"
  }

  /// The side's own certificate, with those that lead to its authority after it.
  public var certificate: String?
  /// The certificate's private key.
  public var key: String?
  /// The authorities that may sign the other side's certificate. A server that has none asks its
  /// clients for no certificate; a client that has none trusts the system's authorities.
  public var authorities: String?
  public var minimum: Version

  public init(
    certificate: String? = nil, key: String? = nil, authorities: String? = nil,
    minimum: Version = .tls13
  ) {
    self.certificate = certificate
    self.key = key
    self.authorities = authorities
    self.minimum = minimum
  }

  /// - Throws: ``TLSError`` that names the file.
  func serverContext() throws(TLSError) -> NIOSSLContext {
    var settings = TLSConfiguration.makeServerConfiguration(
      certificateChain: try chain(), privateKey: try privateKey())
    settings.applicationProtocols = ["h2", "ttrpc"]
    if let authorities {
      settings.certificateVerification = .noHostnameVerification
      settings.trustRoots = .certificates(try Self.certificates(authorities))
      settings.sendCANameList = true
    }
    return try context(&settings)
  }

  /// - Throws: ``TLSError`` that names the file.
  func clientContext() throws(TLSError) -> NIOSSLContext {
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.applicationProtocols = ["ttrpc"]
    if let authorities {
      settings.trustRoots = .certificates(try Self.certificates(authorities))
    }
    if certificate != nil || key != nil {
      settings.certificateChain = try chain()
      settings.privateKey = try privateKey()
    }
    return try context(&settings)
  }

  private func context(_ settings: inout TLSConfiguration) throws(TLSError) -> NIOSSLContext {
    settings.minimumTLSVersion = minimum == .tls12 ? .tlsv12 : .tlsv13
    do {
      return try NIOSSLContext(configuration: settings)
    } catch {
      throw TLSError(file: key ?? certificate ?? "", reason: .mismatch)
    }
  }

  private func chain() throws(TLSError) -> [NIOSSLCertificateSource] {
    guard let certificate else { throw TLSError(file: "", reason: .noCertificate) }
    return try Self.certificates(certificate).map { .certificate($0) }
  }

  /// The file's first certificate in DER, which is what fingerprints are reckoned of.
  public static func firstCertificate(in file: String) throws(TLSError) -> [UInt8] {
    guard let der = try? certificates(file).first?.toDERBytes() else {
      throw TLSError(file: file, reason: .certificates)
    }
    return der
  }

  private func privateKey() throws(TLSError) -> NIOSSLPrivateKeySource {
    guard let key else { throw TLSError(file: "", reason: .noKey) }
    do {
      return .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
    } catch {
      throw TLSError(file: key, reason: .key)
    }
  }

  private static func certificates(_ file: String) throws(TLSError) -> [NIOSSLCertificate] {
    guard let found = try? NIOSSLCertificate.fromPEMFile(file), !found.isEmpty else {
      throw TLSError(file: file, reason: .certificates)
    }
    return found
  }
}
