import ArgumentParser
import Rules
import Scoring

struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "The facts that scorers read: unit, clause, records. 事实目录")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    if output.json {
      Console.out(JSONValue.array(FactCatalogue.all.map(json)).text() + "\n")
      return
    }
    var table = Table([
      .init(output.say("事实", "fact")), .init(output.say("单位", "unit")),
      .init(output.say("条款", "clause")), .init(output.say("来源", "records")),
      .init(output.say("含义", "meaning")),
    ])
    for descriptor in FactCatalogue.all {
      table.append([
        descriptor.fact.rawValue, unit(descriptor.unit), descriptor.clause,
        descriptor.source, descriptor.label[output.lang],
      ])
    }
    Console.out(table.text())
  }

  private func unit(_ unit: FactDescriptor.Unit) -> String {
    switch unit {
    case .days: output.say("天", "days")
    case .count: output.say("次", "count")
    case .halves: output.say("半天", "half-days")
    case .centipoints: output.say("0.01 分", "0.01 points")
    }
  }

  private func json(_ descriptor: FactDescriptor) -> JSONValue {
    .object([
      ("name", .string(descriptor.fact.rawValue)),
      ("unit", .string(descriptor.unit.rawValue)),
      ("clause", .string(descriptor.clause)),
      ("source", .string(descriptor.source)),
      (
        "label",
        .object([("zh", .string(descriptor.label.zh)), ("en", .string(descriptor.label.en))])
      ),
    ])
  }
}
