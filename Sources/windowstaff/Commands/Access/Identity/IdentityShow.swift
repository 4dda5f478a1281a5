import ArgumentParser
import WindowStaffProto

struct IdentityShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One identity: its roles, certificates and Unix users. 详情")

  @Argument(help: "Its id.")
  var identity: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = GetIdentityRequest(identityId: identity)
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .getIdentity(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(IdentityTable(output: output).text(response.identity.map { [$0] } ?? []))
    Console.out("\n" + GrantTable(output: output).text(response.grants))
    Console.out("\n" + CredentialTable(output: output).text(response.credentials))
  }
}
