import ArgumentParser
import Records
import Rules
import Scoring

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Scores a month straight from record files, without a server. 离线评分",
    discussion: ResultOptions.discussion)

  @OptionGroup var offline: OfflineOptions
  @Option(help: "The month, YYYY-MM.")
  var month: YearMonth
  @OptionGroup var results: ResultOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    let bar = Console.noteIsTerminal ? ProgressBar() : nil
    defer { bar?.finishLine() }
    let records = try offline.read(
      results.isForPeople(output) ? .all : .scoring, output, bar)
    let scoring = try MonthScoring(host: offline.host(), policy: records.policy)
    let result = try scoring.run(
      records, month: month, options: offline.scoringOptions(output, bar))
    bar?.finishLine()
    let presentation = {
      MonthPresentation(result, names: records[.staff].texts["name"])
    }
    try results.deliver(
      output, csv: { result.csv }, json: { presentation().json() },
      text: { presentation().table(output) })
  }
}
