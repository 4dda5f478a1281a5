import ArgumentParser
import Records
import Rules
import Scoring

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Scores a month straight from record files, without a server. 离线评分",
    discussion: """
      On a terminal the ranking is a table; elsewhere stdout gets the results file (CSV), the same \
      bytes as from a server.
      """)

  @OptionGroup var offline: OfflineOptions
  @Option(help: "The month, YYYY-MM.")
  var month: YearMonth
  @Option(help: ArgumentHelp("Write the results file here.", valueName: "FILE"))
  var out: String?
  @Flag(help: "The ranking as a table, also where stdout is no terminal.")
  var table = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    let isForPeople = out == nil && (table || output.json || Console.outIsTerminal)
    let bar = Console.noteIsTerminal ? ProgressBar() : nil
    defer { bar?.finishLine() }
    let records = try offline.read(isForPeople ? .all : .scoring, output, bar)
    let scoring = try MonthScoring(host: offline.host(), policy: records.policy)
    let result = try scoring.run(
      records, month: month, options: offline.scoringOptions(output, bar))
    bar?.finishLine()
    if let out {
      try OutputFile.write(result.csv, to: out)
    } else if isForPeople {
      let names = records[.staff].texts["name"]
      let rows = (0..<result.count).map { MonthRow(result, row: $0, names: names) }
      let presentation = MonthPresentation(month: month.description, rows: rows)
      Console.out(
        output.json ? presentation.json().text() + "\n" : presentation.table(output))
    } else {
      Console.out(result.csv)
    }
  }
}
