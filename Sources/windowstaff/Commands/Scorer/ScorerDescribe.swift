import ArgumentParser
import Rules
import WindowStaffProto

struct ScorerDescribe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "What a scorer reads, its parameters and flags. 说明")

  @Argument(
    help: ArgumentHelp(
      "A digest, or a dimension: what scores it this month.", valueName: "DIGEST|DIMENSION"))
  var scorer: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = DescribeScorerRequest(scorer: scorer)
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .describeScorer(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    let name = Bilingual(zh: answer.name?.zh ?? "", en: answer.name?.en ?? "")
    Console.out(
      output.style.bold("\(answer.dimension) \(answer.version)") + " \(name[output.lang]) "
        + output.say("（条款 \(answer.clause)）\n", "(clause \(answer.clause))\n"))
    Console.out(
      output.say("读取事实：", "reads: ") + answer.facts.joined(separator: ", ") + "\n")
    if !answer.flags.isEmpty {
      Console.out(output.say("标记：", "flags: ") + answer.flags.joined(separator: ", ") + "\n")
    }
    guard !answer.parameters.isEmpty else { return }
    var table = Table([
      .init(output.say("参数", "parameter")), .init(output.say("默认值", "default"), .right),
      .init(output.say("范围", "range"), .right), .init(output.say("含义", "meaning")),
    ])
    for parameter in answer.parameters {
      let label = Bilingual(zh: parameter.label?.zh ?? "", en: parameter.label?.en ?? "")
      table.append([
        parameter.name, parameter.defaultValue, "\(parameter.minimum)…\(parameter.maximum)",
        label[output.lang],
      ])
    }
    Console.out(table.text())
  }
}
