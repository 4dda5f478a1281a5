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
  @Option(
    help: ArgumentHelp("Explain every point of one clerk instead.", valueName: "STAFF_NO"))
  var explain: String?
  @OptionGroup var results: ResultOptions
  @OptionGroup var form: ExplanationOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    if form.html != nil, explain == nil {
      throw ValidationError(
        zh: "--html 要与 --explain STAFF_NO 同用", en: "--html belongs to --explain STAFF_NO")
    }
  }

  func run() throws {
    let bar = Console.noteIsTerminal ? ProgressBar() : nil
    defer { bar?.finishLine() }
    let isForPeople = explain != nil || results.isForPeople(output)
    let host = try offline.host()
    let records = try offline.read(isForPeople ? .all : .scoring, host.schema, output, bar)
    let scoring = try MonthScoring(host: host, policy: records.policy)
    let options = offline.scoringOptions(output, bar)
    if let explain {
      let month = try scoring.appraise(records, month: month, options: options)
      bar?.finishLine()
      return try form.deliver(ExplanationView(month.explain(explain)), output)
    }
    let names = records[.staff].texts["name"]
    let result = try scoring.run(consume records, month: month, options: options)
    bar?.finishLine()
    let presentation = { MonthPresentation(result, names: names) }
    try results.deliver(
      output, csv: { result.csv }, json: { presentation().json() },
      text: { presentation().table(output) })
  }
}
