/// A certificate or key that cannot be used, and what to do.
public struct TLSError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// A server must have a certificate, and whoever has a key too.
    case noCertificate
    /// Whoever has a certificate must have its key.
    case noKey
    /// The file cannot be read, or holds no certificates in PEM.
    case certificates
    /// The file cannot be read, or holds no private key in PEM.
    case key
    /// The key is not the certificate's.
    case mismatch
  }

  public var file: String
  public var reason: Reason

  public init(file: String, reason: Reason) {
    self.file = file
    self.reason = reason
  }

  public var description: String { en }

  public var en: String {
    switch reason {
    case .noCertificate: "TLS needs a certificate, and none is named: name its PEM file"
    case .noKey: "TLS needs the certificate's private key, and none is named: name its PEM file"
    case .certificates:
      "\(file) cannot be read, or holds no certificate in PEM: check the path, the file's "
        + "permissions and its form (-----BEGIN CERTIFICATE-----)"
    case .key:
      "\(file) cannot be read, or holds no private key in PEM: check the path, the file's "
        + "permissions and its form (-----BEGIN PRIVATE KEY-----, without a passphrase)"
    case .mismatch: "\(file) is not the key of the certificate: name the key that belongs to it"
    }
  }

  public var zh: String {
    switch reason {
    case .noCertificate: "TLS 需要证书，但没有指定：请指定证书的 PEM 文件"
    case .noKey: "TLS 需要证书的私钥，但没有指定：请指定私钥的 PEM 文件"
    case .certificates:
      "无法读取 \(file)，或其中没有 PEM 格式的证书：请检查路径、文件权限和格式（-----BEGIN CERTIFICATE-----）"
    case .key:
      "无法读取 \(file)，或其中没有 PEM 格式的私钥：请检查路径、文件权限和格式（-----BEGIN PRIVATE KEY-----，不带口令）"
    case .mismatch: "\(file) 不是该证书的私钥：请指定与证书配对的私钥"
    }
  }
}
