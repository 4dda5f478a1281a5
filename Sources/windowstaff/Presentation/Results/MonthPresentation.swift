import Records
import Rules
import Scoring

/// A month's results in the forms that people and programs read.
struct MonthPresentation {
  let month: String
  let rows: [MonthRow]
  /// The columns of scores: the seven, and what the county has added.
  let dimensions: [Dimension]

  init(month: String, rows: [MonthRow], dimensions: [Dimension]? = nil) {
    self.month = month
    self.rows = rows
    self.dimensions =
      dimensions
      ?? rows.reduce(into: Set(Dimension.standard)) { $0.formUnion($1.scores.keys) }.sorted()
  }

  init(_ result: Scoring.MonthResult, names: TextColumn?) {
    self.init(
      month: result.month.description,
      rows: (0..<result.count).map { MonthRow(result, row: $0, names: names) },
      dimensions: result.dimensions)
  }

  /// The ranking, aligned.
  func table(_ output: OutputOptions) -> String {
    var table = Table(
      [
        .init(output.say("中心", "centre")), .init(output.say("名次", "rank"), .right),
        .init(output.say("编号", "staff_no")), .init(output.say("姓名", "name")),
      ]
        + dimensions.map { .init(output.heading(of: $0), .right) } + [
          .init(output.say("总分", "total"), .right), .init(output.say("等次", "grade")),
          .init(output.say("标记", "flags")),
        ])
    for row in rows {
      let scores = dimensions.map { row.scores[$0].map(hundredthsText) ?? "" }
      table.append(
        [row.centerCode, String(row.rank), row.staffNo, row.name] + scores + [
          hundredthsText(row.total), row.grade.text[output.lang],
          row.flags.map { output.text(ofFlag: $0) }.joined(separator: " "),
        ])
    }
    return table.text()
  }

  /// The results file, the same bytes as from the offline core.
  func csv() -> [UInt8] {
    var output = CSVOutput()
    output.line(Scoring.MonthResult.columns(dimensions))
    for row in rows {
      output.line(
        [month, row.centerCode, row.staffNo]
          + dimensions.map { row.scores[$0].map(hundredthsText) ?? "" } + [
            hundredthsText(row.total), String(row.rank), row.grade.name,
            row.flags.joined(separator: ";"),
          ])
    }
    return output.bytes
  }

  func json() -> JSONValue {
    .array(
      rows.map { row in
        let scores = dimensions.compactMap { dimension in
          row.scores[dimension].map { (dimension.rawValue, JSONValue.hundredths($0)) }
        }
        return .object([
          ("month", .string(month)), ("center_code", .string(row.centerCode)),
          ("staff_no", .string(row.staffNo)), ("name", .string(row.name)),
          ("scores", .object(scores)), ("total", .hundredths(row.total)),
          ("rank", .integer(row.rank)), ("grade", .string(row.grade.name)),
          ("flags", .array(row.flags.map { .string($0) })),
        ])
      })
  }
}

extension OutputOptions {
  /// A dimension in two characters, or its id.
  func heading(of dimension: Dimension) -> String {
    let chinese =
      switch dimension {
      case .attendance: "考勤"
      case .discipline: "纪律"
      case .competence: "业务"
      case .conduct: "形象"
      case .hygiene: "卫生"
      case .evaluation: "评价"
      case .learning: "学习"
      default: dimension.label.zh
      }
    return say(chinese, dimension.rawValue)
  }

  func text(ofFlag flag: String) -> String {
    flag == "veto" ? say("一票否决", flag) : flag
  }
}
