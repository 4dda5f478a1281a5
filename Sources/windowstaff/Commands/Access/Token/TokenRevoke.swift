import ArgumentParser
import WindowStaffProto

struct TokenRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Makes a token useless, at once. 撤销")

  @Argument(help: "Whose token.")
  var identity: String
  @Argument(help: "The token's id, as in the list.")
  var tokenID: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = RevokeTokenRequest(
      identityId: identity, tokenId: tokenID, requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.connection)
        .revokeToken(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(TokenTable(output: output).text(response.token.map { [$0] } ?? []))
  }
}
