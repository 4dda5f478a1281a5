import ArgumentParser
import Rules
import WindowStaffProto

struct PolicySet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Makes a new version, in force from a month on. 新版政策",
    discussion: """
      What is not named stays as it is in force in that month. Everything that is wrong is listed, \
      and then nothing changes. Stored results stay until their month is run again.
      """)

  @Argument(help: ArgumentHelp("Such as late_points=3.", valueName: "name=value"))
  var changes: [String] = []
  @Option(help: ArgumentHelp("The values of a policy.csv as well.", valueName: "FILE"))
  var file: String?
  @Option(help: "The first month that it holds for, YYYY-MM.")
  var from: YearMonth
  @Option(help: "Why.")
  var note = ""
  @Flag(help: "Check, and show what would differ.")
  var dryRun = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let values = try (file.map(PolicyFile.read) ?? []) + changes.map(PolicyFile.pair(argument:))
    let request = CreatePolicyRequest(
      fromMonth: from.description,
      changes: values.map { PolicyValue(name: $0.name, value: $0.value) }, note: note,
      dryRun: dryRun, requestId: RequestID.make())
    let answer = try await connection.withSession { session in
      try await CountyServiceClient(session.client)
        .createPolicy(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    Console.out(PolicyDifferences(output: output).text(answer.differences))
    let number = answer.policy?.version ?? 0
    Console.out(
      dryRun
        ? output.say("试运行：未写入。\n", "Dry run: nothing stored.\n")
        : output.say(
          "第 \(number) 版政策自 \(from) 起生效。\n", "version \(number) holds from \(from) on.\n"))
  }
}

struct PolicyDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "In what two versions differ. 比较")

  @Argument(help: "The earlier version's number.")
  var before: Int32
  @Argument(help: "The later one's.")
  var after: Int32
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = DiffPoliciesRequest(fromVersion: before, toVersion: after)
    let answer = try await connection.withSession { session in
      try await CountyServiceClient(session.client)
        .diffPolicies(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    Console.out(PolicyDifferences(output: output).text(answer.differences))
  }
}

/// The parameters in which two policies differ, as a table.
struct PolicyDifferences {
  let output: OutputOptions

  func text(_ differences: [PolicyDifference]) -> String {
    guard !differences.isEmpty else { return output.say("没有差别。\n", "No difference.\n") }
    var table = Table([
      .init(output.say("参数", "parameter")), .init(output.say("前", "before"), .right),
      .init(output.say("后", "after"), .right), .init(output.say("条款", "clause")),
      .init(output.say("含义", "meaning")),
    ])
    for difference in differences {
      let label = Bilingual(zh: difference.label?.zh ?? "", en: difference.label?.en ?? "")
      table.append([
        difference.name, difference.before, difference.after, difference.clause,
        label[output.lang],
      ])
    }
    return table.text()
  }
}
