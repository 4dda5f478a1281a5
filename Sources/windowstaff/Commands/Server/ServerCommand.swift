import ArgumentParser

struct ServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server", abstract: "Watches a server, and what it logs. 运行观测",
    subcommands: [MetricsCommand.self, LogLevelCommand.self, AccessLogCommand.self])
}
