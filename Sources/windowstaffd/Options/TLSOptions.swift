internal import ArgumentParser
internal import RPCTLS
internal import Rules

/// What `tls:` addresses show and ask for.
struct TLSOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server's certificate (PEM), with those that lead to its authority; read again on SIGHUP.",
      valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The certificate's private key (PEM).", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "Authorities (PEM): clients must show a certificate that one of them has signed.",
      valueName: "file"))
  var tlsClientCa: String?

  @Option(help: ArgumentHelp("The oldest TLS that is taken: 1.2 or 1.3.", valueName: "version"))
  var tlsMinimum = "1.3"

  func validate() throws {
    guard TLSFiles.Version(rawValue: tlsMinimum) != nil else {
      throw ValidationError("--tls-minimum takes 1.2 or 1.3")
    }
  }

  /// Nil: no certificate is named, and no `tls:` address can be served.
  func security() throws(TLSError) -> ServerTLS? {
    guard tlsCertificate != nil || tlsKey != nil || tlsClientCa != nil else { return nil }
    let files = TLSFiles(
      certificate: tlsCertificate, key: tlsKey, authorities: tlsClientCa,
      minimum: TLSFiles.Version(rawValue: tlsMinimum) ?? .tls13)
    return try ServerTLS(files) { SHA256.hex(SHA256.hash($0)) }
  }
}
