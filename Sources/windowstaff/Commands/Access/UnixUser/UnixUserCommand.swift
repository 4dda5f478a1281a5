import ArgumentParser

struct UnixUserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unix-user",
    abstract: "Users of the server's machine, known over its Unix socket. 本机用户",
    subcommands: [UnixUserAdd.self, UnixUserRemove.self])
}
