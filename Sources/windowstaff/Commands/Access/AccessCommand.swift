import ArgumentParser

struct AccessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Who may call what: identities, roles, credentials. 访问权限",
    subcommands: [
      IdentityCommand.self, AccessGrantCommand.self, AccessRevokeCommand.self, TokenCommand.self,
      CertificateCommand.self, UnixUserCommand.self,
    ])
}
