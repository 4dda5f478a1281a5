import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Secrets by which identities prove themselves. 令牌",
    subcommands: [TokenCreate.self, TokenList.self, TokenRotate.self, TokenRevoke.self])
}
