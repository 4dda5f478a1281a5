import ArgumentParser
import Glibc
import Records
import Rules
import Scoring
import Signing

struct ScorerCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Verifies a library whole, as the server will. 校验",
    discussion: """
      Size, digest, signature (where LIBRARY.sig lies beside it and --trust names the key), \
      platform, ABI, descriptor, self-test, determinism, the examples beside it, and with \
      --records a dry run of a month.
      """)

  @Argument(help: ArgumentHelp("libscorer-….so", valueName: "LIBRARY"))
  var library: String
  @Option(help: ArgumentHelp("The public key that must have signed it.", valueName: "FILE.pub"))
  var trust: String?
  @Option(help: ArgumentHelp("Examples (default: examples.csv beside it).", valueName: "FILE"))
  var examples: String?
  @Option(help: ArgumentHelp("With --records: the month of the dry run.", valueName: "YYYY-MM"))
  var month: YearMonth?
  @OptionGroup var offline: OfflineMonths
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard (offline.records == nil) == (month == nil) else {
      throw ValidationError(
        zh: "--records 和 --month 要一起给", en: "--records and --month belong together")
    }
  }

  func run() throws {
    try ScorerVerification.checkSize(path: library)
    passed(.size)
    let digest = ScorerSignature.digest(of: try InputFile.read(library))
    passed(.digest, digest)
    try checkSignature(digest)
    let host = try LocalScorers.verified(library) { stage in
      if stage != .size { passed(stage) }
    }
    let scorer = host.scorers[0]
    passed(output.say("插件", "scorer"), "\(scorer.dimension.rawValue) \(scorer.version)")
    try checkExamples(host)
    if let month, let folder = offline.records { try dryRun(host, folder, month) }
  }

  private func checkSignature(_ digest: String) throws {
    guard let trust else { return }
    let key = try PublicKey(text: InputFile.text(trust))
    let signature = try ScorerSignature(text: InputFile.text(library + ".sig"))
    guard signature.digest == digest, signature.isMade(by: key) else {
      throw Problem(
        .signatureMalformed, .denied, zh: "\(library).sig 不是密钥 \(key.id) 对该文件所作",
        en: "\(library).sig is not key \(key.id)'s over this file",
        remedy: Bilingual(
          zh: "用 windowstaff scorer sign 重新签名", en: "sign again with windowstaff scorer sign"))
    }
    passed(.signature, key.id)
  }

  private func checkExamples(_ host: any ScorerHost) throws {
    let folder = library.lastIndex(of: "/").map { library[...$0] } ?? ""
    let path = examples ?? folder + "examples.csv"
    if examples == nil, access(path, F_OK) != 0 { return }
    let all = try ScorerExamples(path: path)
    try all.check(host)
    passed(output.say("示例", "examples"), "\(all.count)")
  }

  private func dryRun(_ plugin: any ScorerHost, _ folder: String, _ month: YearMonth) throws {
    let builtIn = try LocalScorers.folder(offline.scorers)
    let host = try ComposedScorers(builtIn, replacedBy: [plugin])
    let records = try offline.read(folder, host.schema, output)
    let before = try MonthScoring(host: builtIn, policy: records.policy.over(builtIn.schema))
    let after = try MonthScoring(host: host, policy: records.policy)
    let comparison = try MonthComparison(
      records, month: month, before: before, after: after, options: offline.scoringOptions)
    passed(output.say("试算", "dry run"), "\(month)")
    Console.out(ComparisonText(months: [comparison], output: output).text())
  }

  private func passed(_ stage: ScorerVerification.Stage, _ detail: String = "") {
    passed(stage.label[output.lang], detail)
  }

  private func passed(_ stage: String, _ detail: String = "") {
    Console.out("\(output.style.green("✓")) \(stage) \(detail)".trimmedEnd + "\n")
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
