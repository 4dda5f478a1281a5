import ArgumentParser
import RPC
import Rules
import WindowStaffProto

struct ScorerActivate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activate", abstract: "Puts a scorer in force from a month on. 启用",
    discussion: """
      Runs from now on follow; stored results stay until their month is run again. With \
      --built-in DIMENSION the scorer that comes with this program takes over again.
      """)

  @Argument(
    help: ArgumentHelp("A digest, or as many of its digits as are enough.", valueName: "DIGEST"))
  var digest: String?
  @Option(help: ArgumentHelp("The built-in scorer of this dimension.", valueName: "DIMENSION"))
  var builtIn: String?
  @Option(help: "The first month that it scores, YYYY-MM.")
  var from: YearMonth
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard (digest == nil) != (builtIn == nil) else {
      throw ValidationError(
        zh: "请给出 DIGEST 或 --built-in DIMENSION 之一", en: "give either DIGEST or --built-in DIMENSION"
      )
    }
  }

  func run() async throws {
    let request = ActivateScorerRequest(
      digest: digest ?? "", dimension: builtIn ?? "", fromMonth: from.description,
      requestId: RequestID.make())
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .activateScorer(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    guard let activation = answer.activation else {
      throw RPCStatus(.internal, "the answer holds no activation")
    }
    let name = output.name(ofScorer: activation.digest)
    Console.out(
      output.say(
        "\(activation.dimension) 自 \(from) 起由 \(name) 评分。\n",
        "\(activation.dimension) is scored by \(name) from \(from) on.\n"))
  }
}

struct ScorerRollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Takes a dimension's last activation back. 撤回启用")

  @Argument(help: ArgumentHelp("Such as hygiene.", valueName: "DIMENSION"))
  var dimension: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = RollbackScorerRequest(dimension: dimension, requestId: RequestID.make())
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .rollbackScorer(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    let withdrawn = answer.withdrawn ?? ScorerActivation()
    let name = output.name(ofScorer: withdrawn.digest)
    Console.out(
      output.say(
        "已撤回：\(name) 自 \(withdrawn.fromMonth) 起的启用。\n",
        "taken back: \(name) from \(withdrawn.fromMonth) on.\n"))
    for note in answer.notes {
      Console.note(output.problemText.note(Rules.Problem(note, category: .precondition)))
    }
  }
}

struct ScorerRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Keeps a scorer from being activated any more. 停用")

  @Argument(help: ArgumentHelp("A digest, or enough of its digits.", valueName: "DIGEST"))
  var digest: String
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    try confirmation.confirm(
      output.say("停用评分插件 \(digest)", "retire the scorer \(digest)"), output)
    let request = RetireScorerRequest(digest: digest, requestId: RequestID.make())
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .retireScorer(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    let name = output.name(ofScorer: answer.scorer?.digest ?? digest)
    Console.out(output.say("已停用 \(name)。\n", "retired \(name).\n"))
  }
}

extension OutputOptions {
  /// The first digits of a digest, or that it is the built-in one.
  func name(ofScorer digest: String) -> String {
    digest.isEmpty ? say("内置插件", "the built-in scorer") : String(digest.prefix(12))
  }
}
