import ArgumentParser

struct TokenCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes a token and shows it, this once. 发放",
    discussion: "The token alone goes to stdout; give it as WINDOWSTAFF_TOKEN or --token.")

  @Argument(help: "Whose token.")
  var identity: String
  @OptionGroup var secret: TokenOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    try output.show(
      try await connection.createToken(secret, label: secret.label, of: identity))
  }
}
