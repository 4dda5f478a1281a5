import ArgumentParser
import WindowStaffProto

struct CertificateRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forgets a client certificate, at once. 注销",
    discussion: "Connections that are open with it are refused from their next call on.")

  @Argument(help: "Whose certificate.")
  var identity: String
  @OptionGroup var certificate: CertificateOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let kind: Credential.Kind =
      switch try certificate.mark() {
      case .sha256(let digest): .certificateSha256(digest)
      case .san(let name): .certificateSan(name)
      }
    let response = try await connection.remove(Credential(kind: kind), of: identity)
    if output.json { return try Console.out(json: response) }
    Console.out(CredentialTable(output: output).text(response.credentials))
  }
}

extension ConnectionOptions {
  /// Takes the credential from the identity.
  func remove(
    _ credential: Credential, of identity: String
  ) async throws -> RemoveCredentialResponse {
    let request = RemoveCredentialRequest(
      identityId: identity, credential: credential, requestId: RequestID.make())
    return try await withSession { session in
      try await AccessServiceClient(session.client)
        .removeCredential(request, options: session.options)
    }
  }
}
