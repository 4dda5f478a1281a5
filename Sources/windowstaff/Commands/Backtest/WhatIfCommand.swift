import ArgumentParser
import RPC
import Records
import Rules
import Scoring
import WindowStaffProto

struct WhatIfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "A clerk's month if records were decided otherwise, and whose rank moves. 假设",
    discussion: """
      Nothing is written. Records are named by kind and number: correction:2025-03-04/am/in, \
      leave:NO, incident:NO, complaint:NO, rating:NO. Options may stand more than once.
      """)

  @Argument(help: "The staff number.")
  var staffNo: String
  @Option(help: "The month, YYYY-MM.")
  var month: YearMonth
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A correction or a leave is approved.", valueName: "record"))
  var approve: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A correction or a leave is rejected.", valueName: "record"))
  var reject: [String] = []
  @Option(
    parsing: .singleValue, help: ArgumentHelp("An incident is confirmed.", valueName: "record"))
  var confirm: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("An incident or a complaint is dismissed.", valueName: "record"))
  var dismiss: [String] = []
  @Option(
    parsing: .singleValue, help: ArgumentHelp("A complaint is upheld.", valueName: "record"))
  var uphold: [String] = []
  @Option(
    parsing: .singleValue, help: ArgumentHelp("A rating is excluded.", valueName: "record"))
  var exclude: [String] = []
  @OptionGroup var offline: OfflineMonths
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  private var verdicts: [(Supposition.Verdict, [String])] {
    [
      (.approve, approve), (.reject, reject), (.confirm, confirm), (.dismiss, dismiss),
      (.uphold, uphold), (.exclude, exclude),
    ]
  }

  func validate() throws {
    guard verdicts.contains(where: { !$0.1.isEmpty }) else {
      throw ValidationError(
        zh: "请给出至少一个假设，如 --approve correction:2025-03-04/am/in 或 --dismiss incident:编号",
        en: "suppose something: --approve correction:2025-03-04/am/in, --dismiss incident:NO, …")
    }
  }

  func run() async throws {
    // Checked here, so that both ways refuse the same.
    let suppositions = try verdicts.flatMap { verdict, records in
      try records.map { try Supposition(verdict, $0) }
    }
    let comparison: MonthComparison
    if let folder = offline.records {
      comparison = try whatIf(folder: folder, suppositions)
    } else {
      comparison = try await whatIfOnServer()
    }
    if output.json {
      Console.out(ComparisonData(months: [comparison]).json().text() + "\n")
    } else {
      Console.out(WhatIfText(comparison: comparison, output: output).text())
    }
  }

  private func whatIf(
    folder: String, _ suppositions: [Supposition]
  ) throws -> MonthComparison {
    let host = try LocalScorers.folder(offline.scorers)
    let records = try offline.read(folder, host.schema, output)
    let scoring = try MonthScoring(host: host, policy: records.policy)
    return try scoring.whatIf(
      staffNo, suppositions, records, month: month, options: offline.scoringOptions)
  }

  private func whatIfOnServer() async throws -> MonthComparison {
    let request = WhatIfRequest(
      staffNo: staffNo, month: month.description,
      suppositions: verdicts.flatMap { verdict, records in
        records.map { .init(verdict: verdict.rawValue, record: $0) }
      })
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client).whatIf(request, options: session.options)
    }
    guard let comparison = answer.month.flatMap({ MonthComparison($0) }) else {
      throw RPCStatus(.internal, "the answer holds no month")
    }
    return comparison
  }
}
