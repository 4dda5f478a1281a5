import ArgumentParser
import Records
import Rules

struct KindsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds",
    abstract: "The record files: their columns, keys and values. 记录文件",
    discussion: """
      Columns may stand in any order. A record whose key is there already is updated by an \
      import. An arrow names the file in which the value must be.
      """)

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() {
    if output.json {
      Console.out(JSONValue.array(RecordKind.all.map(json)).text() + "\n")
      return
    }
    var table = Table([
      .init(output.say("文件", "file")), .init(output.say("列", "column")),
      .init(output.say("要求", "need")), .init(output.say("值", "values")),
    ])
    for kind in RecordKind.all {
      for (index, column) in kind.columns.enumerated() {
        table.append([
          index == 0 ? kind.fileName : "", column.name, need(column, of: kind),
          column.type.values[output.lang],
        ])
      }
    }
    Console.out(table.text())
  }

  private func need(_ column: ColumnSchema, of kind: RecordKind) -> String {
    var words: [String] = []
    if kind.key.contains(column.name) { words.append(output.say("键", "key")) }
    if !column.isRequired {
      words.append(output.say("可缺列", "may be left out"))
    } else if column.mayBeEmpty {
      words.append(output.say("可空", "may be empty"))
    }
    if let value = column.defaultValue { words.append("= \(value)") }
    return words.joined(separator: " ")
  }

  private func json(_ kind: RecordKind) -> JSONValue {
    .object([
      ("file", .string(kind.fileName)), ("required", .bool(kind.isFileRequired)),
      ("key", .array(kind.key.map { .string($0) })),
      (
        "columns",
        .array(
          kind.columns.map { column in
            .object([
              ("name", .string(column.name)), ("required", .bool(column.isRequired)),
              ("may_be_empty", .bool(column.mayBeEmpty)),
              ("default", column.defaultValue.map { .string($0) } ?? .null),
              ("values", .string(column.type.values.en)),
            ])
          })
      ),
    ])
  }
}

extension ColumnType {
  /// What may stand in the column, as it is written in the file.
  fileprivate var values: Bilingual {
    switch self {
    case .text: Bilingual(zh: "文字", en: "text")
    case .reference(let kind): Bilingual(zh: "→ \(kind).csv", en: "→ \(kind).csv")
    case .date: same("YYYY-MM-DD")
    case .time: same("YYYY-MM-DD HH:MM:SS")
    case .clock(let seconds): same(seconds ? "HH:MM:SS" : "HH:MM")
    case .month: same("YYYY-MM")
    case .choice(let names): same(names.joined(separator: "|"))
    case .count(let range):
      range.upperBound == Int32.max ? same("\(range.lowerBound)…") : same(range)
    case .digit(let range): same(range)
    case .hundredths(let range):
      same(
        "\(hundredthsText(Int64(range.lowerBound)))…\(hundredthsText(Int64(range.upperBound)))")
    }
  }

  private func same(_ text: String) -> Bilingual { Bilingual(zh: text, en: text) }

  private func same(_ range: ClosedRange<Int32>) -> Bilingual {
    same("\(range.lowerBound)…\(range.upperBound)")
  }
}
