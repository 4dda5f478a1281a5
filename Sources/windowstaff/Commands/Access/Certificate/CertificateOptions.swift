import ArgumentParser
import RPCTLS
import Rules

/// Which certificate: by its file, its fingerprint, or a name that it holds.
struct CertificateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The certificate itself (PEM): its SHA-256 counts.", valueName: "pem"))
  var file: String?
  @Option(help: ArgumentHelp("SHA-256 of the certificate in DER.", valueName: "hex"))
  var sha256: String?
  @Option(
    help: ArgumentHelp(
      "A subject alternative name: dns:NAME, uri:URI or email:ADDRESS; it outlives renewals.",
      valueName: "name"))
  var san: String?

  func validate() throws {
    guard [file, sha256, san].compactMap(\.self).count == 1 else {
      throw ValidationError(
        zh: "请给出 --file、--sha256、--san 之一", en: "give one of --file, --sha256, --san")
    }
  }

  enum Mark {
    case sha256(String)
    case san(String)
  }

  /// - Throws: a `Problem` when the file holds no certificate.
  func mark() throws(Problem) -> Mark {
    if let san { return .san(san) }
    if let file { return .sha256(try Self.fingerprint(file)) }
    return .sha256(sha256 ?? "")
  }

  /// SHA-256 of the file's first certificate: lowercase hexadecimal.
  static func fingerprint(_ file: String) throws(Problem) -> String {
    do {
      return SHA256.hex(SHA256.hash(try TLSFiles.firstCertificate(in: file)))
    } catch {
      throw Problem(.invalidCertificate, .invalid, zh: error.zh, en: error.en, field: "--file")
    }
  }
}
