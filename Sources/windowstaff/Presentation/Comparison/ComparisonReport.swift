import Rules
import Scoring

/// Comparisons as a page: summary, distribution, who changes and why. HTML without scripts, and
/// nothing in it is loaded from elsewhere.
struct ComparisonReport {
  let months: [MonthComparison]
  /// What was compared with what is in force.
  let subject: String
  let output: OutputOptions

  func html() -> String {
    let title = output.say("考核回测", "Backtest of the appraisal")
    return """
      <!DOCTYPE html>
      <html lang="\(output.lang == .zh ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(title)</title>
      <style>
      body { max-width: 210mm; margin: 8mm auto; padding: 0 4mm; color: #1a1a1a;
        font: 10pt/1.4 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
        font-variant-numeric: tabular-nums }
      h1 { font-size: 16pt; margin: 0; border-bottom: 2pt solid #1a1a1a }
      h2 { font-size: 12pt; margin: 8mm 0 2mm }
      table { border-collapse: collapse; width: 100% }
      th, td { padding: .8mm 2mm .8mm 0; text-align: left; vertical-align: top;
        border-bottom: .5pt solid #ccc }
      .number { text-align: right; white-space: nowrap }
      .down { color: #b00020 }
      .up { color: #1f6fb2 }
      svg { max-width: 100%; height: auto }
      ul { margin: 0; padding-left: 4mm }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(escaped(subject))</p>
      \(plot().svg())
      \(summary)
      \(months.map(section).joined(separator: "\n"))
      </body>
      </html>

      """
  }

  /// The distribution over all months.
  func plot() -> DistributionPlot {
    func sum(_ column: KeyPath<MonthComparison, [Int]>) -> [Int] {
      (0..<MonthComparison.binCount).map { bin in
        months.reduce(0) { $0 + $1[keyPath: column][bin] }
      }
    }
    let span = [months.first, months.last].compactMap { $0?.month.description }
    let title =
      output.say("总分分布 ", "totals ") + Set(span).sorted().joined(separator: "..")
    return DistributionPlot(
      before: sum(\.beforeTotals), after: sum(\.afterTotals), title: title, output: output)
  }

  private var summary: String {
    let heads = [
      output.say("月份", "month"), output.say("人数", "clerks"), output.say("平均分变动", "mean"),
      output.say("总分变动人数", "totals"), output.say("名次变动人数", "ranks"),
      output.say("等次变动人数", "grades"), output.say("等次去向", "from → to"),
    ]
    let rows = months.map { month in
      let digest = ComparisonDigest(month)
      return row([
        month.month.description, "\(month.beforeCount) → \(month.afterCount)",
        digest.meanChange.map(signedPoints) ?? "", "\(digest.totals)", "\(digest.ranks)",
        "\(digest.grades)",
        digest.moves.map { "\($0.from[output.lang])→\($0.to[output.lang]) \($0.count)" }
          .joined(separator: output.say("，", ", ")),
      ])
    }
    return "<table>\n<tr>\(heads.map { "<th>\($0)</th>" }.joined())</tr>\n"
      + rows.joined(separator: "\n") + "\n</table>"
  }

  private func section(_ month: MonthComparison) -> String {
    let heads = [
      output.say("中心", "centre"), output.say("编号", "staff_no"), output.say("姓名", "name"),
      output.say("总分", "total"), output.say("名次", "rank"), output.say("等次", "grade"),
      output.say("原因", "why"),
    ]
    return "<h2>\(month.month)</h2>\n<table>\n<tr>"
      + heads.map { "<th>\($0)</th>" }.joined() + "</tr>\n"
      + month.changes.map(change).joined(separator: "\n") + "\n</table>"
  }

  private func change(_ change: MonthComparison.Change) -> String {
    let totals = (change.before?.total ?? 0, change.after?.total ?? 0)
    let mark = totals.1 < totals.0 ? "down" : totals.1 > totals.0 ? "up" : ""
    let reasons = change.reasons.map { "<li>\(escaped(output.text(of: $0)))</li>" }.joined()
    let sides = [change.before, change.after]
    func arrow(_ text: (MonthComparison.Standing) -> String) -> String {
      let texts = sides.map { $0.map(text) ?? "–" }
      return texts[0] == texts[1] ? texts[0] : "\(texts[0]) → \(texts[1])"
    }
    return "<tr><td>\(escaped(change.centerCode))</td><td>\(escaped(change.staffNo))</td>"
      + "<td>\(escaped(change.name))</td>"
      + "<td class=\"number \(mark)\">\(arrow { hundredthsText($0.total) })</td>"
      + "<td class=\"number\">\(arrow { "\($0.rank)" })</td>"
      + "<td>\(arrow { $0.grade.text[output.lang] })</td>"
      + "<td>\(reasons.isEmpty ? "" : "<ul>\(reasons)</ul>")</td></tr>"
  }

  private func row(_ cells: [String]) -> String {
    "<tr>" + cells.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
  }
}
