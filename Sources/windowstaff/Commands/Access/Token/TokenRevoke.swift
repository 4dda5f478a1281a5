import ArgumentParser
import WindowStaffProto

struct TokenRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Makes a token useless, at once and for good. 撤销",
    discussion: "Connections that are open with it are refused from their next call on.")

  @Argument(help: "Whose token.")
  var identity: String
  @Argument(help: "The token's id, as in the list.")
  var tokenID: String
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    try confirmation.confirm(
      output.say(
        "撤销 \(identity) 的令牌 \(tokenID)", "revoke the token \(tokenID) of \(identity)"), output)
    let response = try await connection.revokeToken(tokenID, of: identity)
    if output.json { return try Console.out(json: response) }
    Console.out(TokenTable(output: output).text(response.token.map { [$0] } ?? []))
  }
}

extension ConnectionOptions {
  func revokeToken(_ tokenID: String, of identity: String) async throws -> RevokeTokenResponse {
    let request = RevokeTokenRequest(
      identityId: identity, tokenId: tokenID, requestId: RequestID.make())
    return try await withSession { session in
      try await AccessServiceClient(session.client)
        .revokeToken(request, options: session.options)
    }
  }
}
