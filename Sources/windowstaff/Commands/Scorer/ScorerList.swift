import ArgumentParser
import Rules
import WindowStaffProto

struct ScorerList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The county's scorers, and which are in force in a month. 一览")

  @Option(help: "In force in this month, YYYY-MM (default: this month).")
  var month: YearMonth?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = ListScorersRequest(month: month?.description ?? "")
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .listScorers(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    var active = Table([
      .init(output.say("维度", "dimension")), .init(output.say("版本", "version")),
      .init(output.say("摘要", "digest")), .init(output.say("来源", "from")),
    ])
    for scorer in answer.active {
      active.append([
        scorer.dimension, scorer.version, String(scorer.digest.prefix(12)),
        scorer.builtIn ? output.say("内置", "built-in") : output.say("本县插件", "county"),
      ])
    }
    Console.out(active.text())
    guard !answer.scorers.isEmpty else { return }
    var kept = Table([
      .init(output.say("本县插件", "kept")), .init(output.say("维度", "dimension")),
      .init(output.say("版本", "version")), .init(output.say("名称", "name")),
      .init(output.say("上传时间", "uploaded")), .init(output.say("上传者", "by")),
      .init(output.say("密钥", "key")), .init(output.say("状态", "state")),
    ])
    for scorer in answer.scorers {
      let name = Bilingual(zh: scorer.name?.zh ?? "", en: scorer.name?.en ?? "")
      kept.append([
        String(scorer.digest.prefix(12)), scorer.dimension, scorer.version, name[output.lang],
        LocalTime(utcSeconds: scorer.uploadTime).description, scorer.uploader, scorer.keyId,
        scorer.retireTime == 0 ? "" : output.say("已停用", "retired"),
      ])
    }
    Console.out("\n" + kept.text())
  }
}

struct ScorerHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Every activation, also those that were taken back. 启用历史")

  @Argument(help: ArgumentHelp("Only of this dimension.", valueName: "DIMENSION"))
  var dimension = ""
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = ListActivationsRequest(dimension: dimension)
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .listActivations(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    var table = Table([
      .init(output.say("时间", "time")), .init(output.say("维度", "dimension")),
      .init(output.say("生效月份", "from")), .init(output.say("插件", "scorer")),
      .init(output.say("操作者", "by")), .init(output.say("撤回", "taken back")),
    ])
    for activation in answer.activations {
      table.append([
        LocalTime(utcSeconds: activation.time).description, activation.dimension,
        activation.fromMonth, output.name(ofScorer: activation.digest), activation.actor,
        activation.withdrawTime == 0
          ? ""
          : "\(LocalTime(utcSeconds: activation.withdrawTime)) \(activation.withdrawer)",
      ])
    }
    Console.out(table.text())
  }
}
