import ArgumentParser
import Records
import Rules
import Scoring

struct YearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "year",
    abstract: "Appraises a year straight from record files, without a server. 离线年度考核",
    discussion: ResultOptions.discussion)

  @Option(help: ArgumentHelp("The folder with staff.csv, punches.csv, …", valueName: "DIR"))
  var records: String
  @OptionGroup var offline: OfflineOptions
  @Option(help: "The year.")
  var year: Int
  @OptionGroup var results: ResultOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard (1...9999).contains(year) else {
      throw ValidationError(zh: "--year 应为 1…9999", en: "--year takes 1…9999")
    }
  }

  func run() throws {
    let bar = Console.noteIsTerminal ? ProgressBar() : nil
    defer { bar?.finishLine() }
    let host = try offline.host()
    let records = try offline.read(
      records, results.isForPeople(output) ? .all : .scoring, host.schema, output, bar)
    let month = try MonthScoring(host: host, policy: records.policy)
    let result = try YearScoring(month: month).run(
      records, year: year, options: offline.scoringOptions(output, bar))
    bar?.finishLine()
    let presentation = {
      YearPresentation(result, names: records[.staff].texts["name"])
    }
    try results.deliver(
      output, csv: { result.csv }, json: { presentation().json() },
      text: { presentation().table(output) })
  }
}
