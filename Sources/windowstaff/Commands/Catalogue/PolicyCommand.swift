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

struct PolicyShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Every parameter: default, unit, range, clause. 参数一览")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    if output.json {
      Console.out(JSONValue.array(PolicyDescriptor.all.map(json)).text() + "\n")
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
    for descriptor in PolicyDescriptor.all {
      table.append([
        descriptor.name, descriptor.text(of: descriptor.defaultValue),
        range(descriptor), descriptor.unit.label[output.lang], descriptor.clause,
        descriptor.label[output.lang],
      ])
    }
    Console.out(table.text())
  }

  private func range(_ descriptor: PolicyDescriptor) -> String {
    if case .choice(let names) = descriptor.unit { return names.joined(separator: "|") }
    let (low, high) = (descriptor.range.lowerBound, descriptor.range.upperBound)
    return "\(descriptor.text(of: low))…\(descriptor.text(of: high))"
  }

  private func json(_ descriptor: PolicyDescriptor) -> JSONValue {
    .object([
      ("name", .string(descriptor.name)),
      ("default", .string(descriptor.text(of: descriptor.defaultValue))),
      ("range", .string(range(descriptor))),
      ("unit", .string(descriptor.unit.label.en)),
      ("clause", .string(descriptor.clause)),
      (
        "label",
        .object([("zh", .string(descriptor.label.zh)), ("en", .string(descriptor.label.en))])
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
