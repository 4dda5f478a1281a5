import ArgumentParser
import Rules

/// The operators' tool: offline scoring, and every service of a server.
@main
struct WindowStaff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windowstaff",
    abstract: """
      County government window clerks: records, appraisal, explanations. \
      政务服务窗口人员管理与考核
      """,
    discussion: """
      Options of the connection and of the output may stand before or after the command.

      \(ExitStatus.help)
      """,
    version: ProductVersion.text,
    subcommands: [
      ScoreCommand.self, YearCommand.self, CountyCommand.self, ImportCommand.self,
      ExportCommand.self, AppraisalCommand.self, StaffCommand.self, KindsCommand.self,
      PolicyCommand.self, ScorerCommand.self, BacktestCommand.self, WhatIfCommand.self,
      FactsCommand.self, AccessCommand.self, WhoAmICommand.self, StatusCommand.self,
      ServerCommand.self, VersionCommand.self, CallCommand.self,
    ])

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  static func main() async {
    Console.prepare()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Failure(error).exit()
    }
  }
}
