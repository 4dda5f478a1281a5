import ArgumentParser
import Rules
import Scoring

struct PolicyCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks a policy.csv without a server. 校验",
    discussion: "Every value in its range and every condition, with those of the scorers beside.")

  @Argument(help: ArgumentHelp("A policy.csv: name,value.", valueName: "FILE"))
  var file: String
  @Option(
    help: ArgumentHelp(
      "Folder of the scorers in force (default: beside this program).", valueName: "DIR"))
  var scorers: String?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    let values = try PolicyFile.read(file)
    let schema = try LocalScorers.folder(scorers).schema
    _ = try PolicyOverlay.policy(Policy(schema: schema), values)
    Console.out(
      output.say(
        "\(values.count) 个参数，全部符合要求。\n", "\(values.count) parameters, all as they must be.\n"))
  }
}
