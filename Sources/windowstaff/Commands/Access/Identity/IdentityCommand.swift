import ArgumentParser

struct IdentityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity", abstract: "People and systems who call. 身份",
    subcommands: [
      IdentityCreate.self, IdentityList.self, IdentityShow.self, IdentityDisable.self,
    ])
}
