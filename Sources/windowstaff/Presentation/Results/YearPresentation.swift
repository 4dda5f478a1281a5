import Records
import Rules
import Scoring

/// A year's results in the forms that people and programs read.
struct YearPresentation {
  let year: Int
  let rows: [YearRow]

  init(year: Int, rows: [YearRow]) {
    self.year = year
    self.rows = rows
  }

  init(_ result: Scoring.YearResult, names: TextColumn?) {
    self.init(
      year: result.year,
      rows: (0..<result.count).map { YearRow(result, row: $0, names: names) })
  }

  func table(_ output: OutputOptions) -> String {
    var table = Table([
      .init(output.say("中心", "centre")), .init(output.say("名次", "rank"), .right),
      .init(output.say("编号", "staff_no")), .init(output.say("姓名", "name")),
      .init(output.say("月数", "months"), .right), .init(output.say("得分", "score"), .right),
      .init(output.say("优秀月", "excellent"), .right),
      .init(output.say("不合格月", "unqualified"), .right),
      .init(output.say("等次", "grade")), .init(output.say("建议", "proposals")),
    ])
    for row in rows {
      table.append([
        row.centerCode, row.rank.map { String($0) } ?? "", row.staffNo, row.name,
        String(row.months), row.score.map(hundredthsText) ?? "", String(row.excellentMonths),
        String(row.unqualifiedMonths), row.grade.text[output.lang],
        row.proposals.map { output.text(ofProposal: $0) }.joined(separator: " "),
      ])
    }
    return table.text()
  }

  /// The results file, the same bytes as from the offline core.
  func csv() -> [UInt8] {
    var output = CSVOutput()
    output.line(Scoring.YearResult.columns)
    for row in rows {
      output.line([
        String(year), row.centerCode, row.staffNo, String(row.months),
        row.score.map(hundredthsText) ?? "", String(row.excellentMonths),
        String(row.unqualifiedMonths), row.rank.map { String($0) } ?? "", row.grade.name,
        row.proposals.joined(separator: ";"),
      ])
    }
    return output.bytes
  }

  func json() -> JSONValue {
    .array(
      rows.map { row in
        .object([
          ("year", .integer(year)), ("center_code", .string(row.centerCode)),
          ("staff_no", .string(row.staffNo)), ("name", .string(row.name)),
          ("months", .integer(row.months)),
          ("score", row.score.map { .hundredths($0) } ?? .null),
          ("excellent_months", .integer(row.excellentMonths)),
          ("unqualified_months", .integer(row.unqualifiedMonths)),
          ("rank", row.rank.map { .integer($0) } ?? .null), ("grade", .string(row.grade.name)),
          ("proposals", .array(row.proposals.map { .string($0) })),
        ])
      })
  }
}

extension OutputOptions {
  func text(ofProposal proposal: String) -> String {
    Proposal(rawValue: proposal)?.text[lang] ?? proposal
  }
}
