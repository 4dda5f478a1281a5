import ArgumentParser
import ProtobufRPC
import Records
import Rules
import Scoring
import WindowStaffProto

struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "What another scorer or policy would have changed in past months. 回测",
    discussion: """
      Nothing is written. A scorer's file is verified as an upload's is: the server needs its \
      signature beside it (FILE.sig, by a key that the county trusts); --records needs none.
      """)

  @Option(
    help: ArgumentHelp(
      "The library of a scorer, or the digest of one that the server keeps.",
      valueName: "FILE|DIGEST"))
  var scorer: String?
  @Option(
    help: ArgumentHelp("A policy.csv with the values that differ.", valueName: "FILE"))
  var policy: String?
  @Option(help: ArgumentHelp("The months, e.g. 2025-01..2025-06.", valueName: "MONTHS"))
  var months: MonthRange
  @OptionGroup var offline: OfflineMonths
  @OptionGroup var form: ComparisonOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard scorer != nil || policy != nil else {
      throw ValidationError(
        zh: "请用 --scorer 或 --policy 给出要比较的评分插件或政策",
        en: "give a scorer or a policy to compare with: --scorer or --policy")
    }
  }

  func run() async throws {
    let changes = try policy.map(PolicyFile.read) ?? []
    let compared: [MonthComparison]
    if let folder = offline.records {
      compared = try compare(folder: folder, changes)
    } else {
      compared = try await compareOnServer(changes)
    }
    let subject = [
      months.text, scorer.map { "scorer \($0)" }, policy.map { "policy \($0)" },
    ].compactMap { $0 }.joined(separator: " · ")
    try form.deliver(compared, subject: subject, output)
  }

  private func compare(
    folder: String, _ changes: [(name: String, value: String)]
  ) throws -> [MonthComparison] {
    let bar = ProgressBar()
    defer { bar.finishLine() }
    let builtIn = try LocalScorers.folder(offline.scorers)
    let plugin = try scorer.map { try LocalScorers.verified($0) { _ in } }
    let host: any ScorerHost
    if let plugin {
      host = try ComposedScorers(builtIn, replacedBy: [plugin])
    } else {
      host = builtIn
    }
    let records = try offline.read(folder, host.schema, output)
    let before = try MonthScoring(host: builtIn, policy: records.policy.over(builtIn.schema))
    let policy = try PolicyOverlay.policy(records.policy, changes)
    let after = try MonthScoring(host: host, policy: policy)
    return try months.months.map { month in
      bar.show("\(month)", done: 0, total: 0)
      return try MonthComparison(
        records, month: month, before: before, after: after, options: offline.scoringOptions)
    }
  }

  private func compareOnServer(
    _ changes: [(name: String, value: String)]
  ) async throws -> [MonthComparison] {
    var begin = BacktestBegin(
      fromMonth: months.first.description, toMonth: months.last.description,
      changes: changes.map { PolicyValue(name: $0.name, value: $0.value) })
    var upload: ScorerFileUpload?
    if let scorer {
      if Self.isDigest(scorer) {
        begin.digest = scorer
      } else {
        let file = try ScorerFileUpload(path: scorer)
        begin.upload = file.begin(dryRun: true)
        upload = file
      }
    }
    let (message, file) = (begin, upload)
    return try await connection.withSession { session in
      let bar = ProgressBar()
      defer { bar.finishLine() }
      let call = try await ScorerServiceClient(session.client)
        .backtest(options: session.options)
      return try await withTaskCancellationHandler {
        try await call.send(BacktestRequest(part: .begin(message)))
        for chunk in file?.chunks ?? [] { try await call.send(BacktestRequest(part: .data(chunk))) }
        try await call.closeSend()
        return try await Self.collect(call.responses, bar)
      } onCancel: {
        call.cancel()
      }
    }
  }

  /// A month's first message has its totals, the others more of its changes.
  private static func collect(
    _ responses: ResponseMessages<BacktestResponse>, _ bar: ProgressBar
  ) async throws -> [MonthComparison] {
    var months: [MonthComparison] = []
    for try await response in responses {
      switch response.part {
      case .progress(let progress):
        bar.show(progress.month, done: progress.done, total: progress.total)
      case .month(let message):
        guard let part = MonthComparison(message) else { continue }
        if months.last?.month == part.month {
          months[months.count - 1].changes += part.changes
        } else {
          months.append(part)
        }
      case nil: continue
      }
    }
    return months
  }

  /// As the server lists them: at least 8 hexadecimal digits, and no path.
  private static func isDigest(_ text: String) -> Bool {
    (8...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
