import Rules
import Scoring

/// Comparisons as tables: what each month's totals come to, then who changes and why.
struct ComparisonText {
  /// Rows that a person reads; the rest is in `--csv` and `--json`.
  static let rowsMax = 40

  let months: [MonthComparison]
  let output: OutputOptions

  func text() -> String {
    summary() + months.map(changes).joined()
  }

  private func summary() -> String {
    var table = Table([
      .init(output.say("月份", "month")), .init(output.say("人数", "clerks"), .right),
      .init(output.say("平均分", "mean"), .right), .init(output.say("总分变动", "totals"), .right),
      .init(output.say("名次变动", "ranks"), .right), .init(output.say("等次变动", "grades"), .right),
      .init(output.say("等次去向", "from → to")),
    ])
    for month in months {
      let digest = ComparisonDigest(month)
      table.append([
        month.month.description, arrow(String(month.beforeCount), String(month.afterCount)),
        digest.meanChange.map { signedPoints($0) } ?? "", String(digest.totals),
        String(digest.ranks), String(digest.grades),
        digest.moves.map { "\($0.from[output.lang])→\($0.to[output.lang]) \($0.count)" }
          .joined(separator: output.say("，", ", ")),
      ])
    }
    return table.text()
  }

  private func changes(_ month: MonthComparison) -> String {
    guard !month.changes.isEmpty else { return "" }
    var table = Table([
      .init(output.say("中心", "centre")), .init(output.say("编号", "staff_no")),
      .init(output.say("姓名", "name")), .init(output.say("总分", "total"), .right),
      .init(output.say("名次", "rank"), .right), .init(output.say("等次", "grade")),
      .init(output.say("原因", "why")),
    ])
    for change in month.changes.prefix(Self.rowsMax) {
      let (before, after) = (change.before, change.after)
      table.append([
        change.centerCode, change.staffNo, change.name,
        arrow(before.map { hundredthsText($0.total) }, after.map { hundredthsText($0.total) }),
        arrow(before.map { "\($0.rank)" }, after.map { "\($0.rank)" }),
        arrow(before?.grade.text[output.lang], after?.grade.text[output.lang]),
        change.reasons.map { output.text(of: $0) }.joined(separator: output.say("；", "; ")),
      ])
    }
    let more = month.changes.count - Self.rowsMax
    let rest =
      more > 0
      ? output.say("另有 \(more) 人，见 --csv 或 --json。\n", "\(more) more: see --csv or --json.\n") : ""
    return "\n\(month.month)\n" + table.text() + rest
  }

  private func arrow(_ before: String?, _ after: String?) -> String {
    let (before, after) = (before ?? "–", after ?? "–")
    return before == after ? after : "\(before) → \(after)"
  }
}

extension OutputOptions {
  /// `考勤 迟到 3 × 2.00 → 3.00：−6.00 → −9.00`.
  func text(of reason: ChangeReason) -> String {
    let dimension = Dimension(rawValue: reason.dimension).map(heading(of:)) ?? reason.dimension
    let (before, after) = (reason.before, reason.after)
    var text = [dimension, reason.label[lang]].filter { !$0.isEmpty }.joined(separator: " ")
    if before.quantity != after.quantity { text += " \(before.quantity) → \(after.quantity)" }
    if before.value != after.value {
      text += " \(before.value.isEmpty ? "–" : before.value) → "
      text += after.value.isEmpty ? "–" : after.value
    }
    if before.centipoints != after.centipoints {
      text += say("：", ": ") + signedPoints(before.centipoints) + " → "
      text += signedPoints(after.centipoints)
    }
    return text
  }
}

/// `−4.00`, `+1.50`, `0.00`.
func signedPoints(_ value: Int64) -> String {
  (value < 0 ? "−" : value > 0 ? "+" : "") + hundredthsText(Int64(clamping: value.magnitude))
}
