import ArgumentParser
import WindowStaffProto

struct CertificateAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Knows a client certificate as the identity. 登记",
    discussion: "The certificate must be signed by an authority of the server's --tls-client-ca.")

  @Argument(help: "Whose certificate.")
  var identity: String
  @OptionGroup var certificate: CertificateOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let certificate: RegisterCertificateRequest.Certificate =
      switch try certificate.mark() {
      case .sha256(let digest): .sha256(digest)
      case .san(let name): .san(name)
      }
    let request = RegisterCertificateRequest(
      identityId: identity, certificate: certificate, requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .registerCertificate(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(CredentialTable(output: output).text(response.credentials))
  }
}
