import ArgumentParser
import Rules

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "The parameters of the appraisal. 考核参数",
    subcommands: [
      PolicyShow.self, PolicyList.self, PolicyGet.self, PolicySet.self, PolicyDiff.self,
      PolicyCheck.self,
    ], defaultSubcommand: PolicyShow.self)
}

struct PolicyShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Every parameter: default, unit, range, clause. 参数一览")

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let parameters =
      PolicyDescriptor.all.map(CountyCatalogue.Parameter.init)
      + (try await catalogue.added(connection)?.parameters ?? [])
    if output.json {
      Console.out(JSONValue.array(parameters.map(json)).text() + "\n")
      return
    }
    var table = Table([
      .init(output.say("参数", "parameter")),
      .init(output.say("默认值", "default"), .right),
      .init(output.say("范围", "range"), .right),
      .init(output.say("单位", "unit")),
      .init(output.say("条款", "clause")),
      .init(output.say("含义", "meaning")),
    ])
    for parameter in parameters {
      table.append([
        parameter.name, parameter.defaultValue, parameter.range, parameter.unit[output.lang],
        parameter.clause, parameter.label[output.lang],
      ])
    }
    Console.out(table.text())
  }

  private func json(_ parameter: CountyCatalogue.Parameter) -> JSONValue {
    .object([
      ("name", .string(parameter.name)), ("default", .string(parameter.defaultValue)),
      ("range", .string(parameter.range)), ("unit", .string(parameter.unit.en)),
      ("clause", .string(parameter.clause)),
      (
        "label",
        .object([("zh", .string(parameter.label.zh)), ("en", .string(parameter.label.en))])
      ),
    ])
  }
}

extension PolicyDescriptor.Unit {
  var label: Bilingual {
    switch self {
    case .points: Bilingual(zh: "分", en: "points")
    case .days: Bilingual(zh: "天", en: "days")
    case .minutes: Bilingual(zh: "分钟", en: "minutes")
    case .halves: Bilingual(zh: "半天", en: "half-days")
    case .percent: Bilingual(zh: "百分比", en: "percent")
    case .weight: Bilingual(zh: "权重", en: "weight")
    case .count: Bilingual(zh: "个", en: "count")
    case .months: Bilingual(zh: "月", en: "months")
    case .choice: Bilingual(zh: "选项", en: "choice")
    }
  }
}
