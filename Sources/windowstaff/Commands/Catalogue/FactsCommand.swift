import ArgumentParser
import Records
import Rules
import Scoring

struct FactsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "The facts that scorers read: unit, clause, records. 事实目录")

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  /// A line of the list.
  private struct Row {
    let name: String
    let unit: (name: String, label: Bilingual)
    let clause: String
    let source: String
    let label: Bilingual
  }

  func run() async throws {
    let rows =
      FactCatalogue.all.map(row) + (try await catalogue.added(connection)?.facts ?? []).map(row)
    if output.json {
      Console.out(JSONValue.array(rows.map(json)).text() + "\n")
      return
    }
    var table = Table([
      .init(output.say("事实", "fact")), .init(output.say("单位", "unit")),
      .init(output.say("条款", "clause")), .init(output.say("来源", "records")),
      .init(output.say("含义", "meaning")),
    ])
    for row in rows {
      table.append([
        row.name, row.unit.label[output.lang], row.clause, row.source, row.label[output.lang],
      ])
    }
    Console.out(table.text())
  }

  private func row(_ descriptor: FactDescriptor) -> Row {
    Row(
      name: descriptor.fact.rawValue, unit: unit(descriptor.unit), clause: descriptor.clause,
      source: descriptor.source, label: descriptor.label)
  }

  /// A fact of the county's own, with the dimension that reads it.
  private func row(_ fact: CountyCatalogue.Fact) -> Row {
    let isImported = if case .county = fact.id { true } else { false }
    return Row(
      name: fact.id.rawValue,
      unit: isImported
        ? ("whole", Bilingual(zh: "整数", en: "whole number")) : unit(.centipoints),
      clause: fact.clause,
      source: (isImported ? RecordKind.facts : RecordKind.adjustments).name,
      label: Bilingual(
        zh: "\(fact.id.label.zh)（\(fact.dimension) 读取）",
        en: "\(fact.id.label.en), read by \(fact.dimension)"))
  }

  private func unit(_ unit: FactDescriptor.Unit) -> (name: String, label: Bilingual) {
    let label =
      switch unit {
      case .days: Bilingual(zh: "天", en: "days")
      case .count: Bilingual(zh: "次", en: "count")
      case .halves: Bilingual(zh: "半天", en: "half-days")
      case .centipoints: Bilingual(zh: "0.01 分", en: "0.01 points")
      }
    return (unit.rawValue, label)
  }

  private func json(_ row: Row) -> JSONValue {
    .object([
      ("name", .string(row.name)), ("unit", .string(row.unit.name)),
      ("clause", .string(row.clause)), ("source", .string(row.source)),
      ("label", .object([("zh", .string(row.label.zh)), ("en", .string(row.label.en))])),
    ])
  }
}
