import ArgumentParser
import Records
import Rules
import Scoring

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Scores a month straight from record files, without a server. 离线评分",
    discussion: ResultOptions.discussion + """


      With --all, DIR holds a folder a county: a county's record files of all months, or a folder \
      of record files a month (420325/2025-07/staff.csv). Results go to OUT/420325/2025-07.csv; \
      stdout gets a summary. A county that has errors stops no other; the exit code says so.
      """)

  @Option(help: ArgumentHelp("The folder with staff.csv, punches.csv, …", valueName: "DIR"))
  var records: String?
  @Option(help: ArgumentHelp("The folder of a whole province instead.", valueName: "DIR"))
  var all: String?
  @OptionGroup var offline: OfflineOptions
  @Option(help: "The month, YYYY-MM; with --all also FIRST..LAST.")
  var month: MonthRange
  @Option(
    help: ArgumentHelp("Explain every point of one clerk instead.", valueName: "STAFF_NO"))
  var explain: String?
  @OptionGroup var results: ResultOptions
  @OptionGroup var form: ExplanationOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard (records == nil) != (all == nil) else {
      throw ValidationError(
        zh: "--records 和 --all 要给一个", en: "give either --records or --all")
    }
    guard all != nil || month.first == month.last else {
      throw ValidationError(
        zh: "多个月份要与 --all 同用", en: "several months belong to --all")
    }
    guard all == nil || (results.out != nil && explain == nil) else {
      throw ValidationError(
        zh: "--all 需要 --out DIR，不能与 --explain 同用",
        en: "--all needs --out DIR, and takes no --explain")
    }
    if form.html != nil, explain == nil {
      throw ValidationError(
        zh: "--html 要与 --explain STAFF_NO 同用", en: "--html belongs to --explain STAFF_NO")
    }
  }

  func run() throws {
    let bar = Console.noteIsTerminal ? ProgressBar() : nil
    defer { bar?.finishLine() }
    if let all { return try scoreProvince(all, into: results.out ?? "", bar) }
    try scoreMonth(month.first, of: records ?? "", bar)
  }

  private func scoreMonth(_ month: YearMonth, of folder: String, _ bar: ProgressBar?) throws {
    let isForPeople = explain != nil || results.isForPeople(output)
    let host = try offline.host()
    let records = try offline.read(folder, isForPeople ? .all : .scoring, host.schema, output, bar)
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
  private func scoreProvince(_ folder: String, into out: String, _ bar: ProgressBar?) throws {
    let counties = try CountyFolder.all(in: folder)
    try OutputFile.makeFolder(out)
    let stage = output.say("逐县评分", "counties")
    let outcomes = ProvinceScoring(
      host: try offline.host(), months: month.months, out: out, threads: offline.threadCount,
      progress: { bar?.show(stage, done: Int64($0), total: Int64(counties.count)) }
    ).run(counties)
    bar?.finishLine()
    let summary = ProvinceSummary(outcomes: outcomes, output: output)
    Console.note(summary.problems())
    Console.out(output.json ? summary.json().text() + "\n" : summary.table())
    if let failure = summary.failure { throw failure }
  }
}
