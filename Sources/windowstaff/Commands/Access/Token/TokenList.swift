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
    let tokens = try await connection.tokens(of: identity)
    if output.json { return try Console.out(json: ListTokensResponse(tokens: tokens)) }
    Console.out(TokenTable(output: output).text(tokens))
  }
}
