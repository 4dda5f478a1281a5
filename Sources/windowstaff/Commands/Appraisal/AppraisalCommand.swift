import ArgumentParser

struct AppraisalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appraisal", abstract: "Monthly and yearly appraisal on the server. 考核",
    subcommands: [AppraisalRun.self, AppraisalResults.self, AppraisalExplain.self])
}
