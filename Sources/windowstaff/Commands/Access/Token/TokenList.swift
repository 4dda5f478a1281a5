import ArgumentParser
import WindowStaffProto

struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "An identity's tokens, without their secrets. 一览")

  @Argument(help: "Whose tokens.")
  var identity: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let identity = identity
    let tokens = try await connection.withSession { session in
      let client = AccessServiceClient(session.connection)
      var tokens: [Token] = []
      var request = ListTokensRequest(identityId: identity, pageSize: Page.size)
      repeat {
        let page = try await client.listTokens(request, options: session.options)
        tokens += page.tokens
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      return tokens
    }
    if output.json { return try Console.out(json: ListTokensResponse(tokens: tokens)) }
    Console.out(TokenTable(output: output).text(tokens))
  }
}
