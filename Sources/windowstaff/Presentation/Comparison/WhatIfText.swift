import Rules
import Scoring

/// A supposition's outcome: the member's own month, then whose rank or grade moves with it.
struct WhatIfText {
  let comparison: MonthComparison
  let output: OutputOptions

  func text() -> String {
    guard let own = comparison.changes.first, let before = own.before else { return "" }
    var text = output.style.bold("\(own.staffNo) \(own.name) \(comparison.month)") + "\n"
    let after = own.after ?? before
    text += line(
      output.say("总分", "total"), hundredthsText(before.total), hundredthsText(after.total))
    text += line(output.say("名次", "rank"), "\(before.rank)", "\(after.rank)")
    text += line(
      output.say("等次", "grade"), before.grade.text[output.lang], after.grade.text[output.lang])
    for reason in own.reasons { text += "  · \(output.text(of: reason))\n" }
    let others = comparison.changes.dropFirst()
    guard !others.isEmpty else {
      return text + output.say("他人的名次和等次不变。\n", "Nobody else's rank or grade moves.\n")
    }
    var table = Table([
      .init(output.say("受影响", "moved")), .init(output.say("姓名", "name")),
      .init(output.say("名次", "rank"), .right), .init(output.say("等次", "grade")),
    ])
    for change in others {
      table.append([
        change.staffNo, change.name, arrow(change) { "\($0.rank)" },
        arrow(change) { $0.grade.text[output.lang] },
      ])
    }
    return text + table.text()
  }

  private func line(_ label: String, _ before: String, _ after: String) -> String {
    "\(label) "
      + (before == after ? output.say("\(after)（不变）", "\(after) (same)") : "\(before) → \(after)")
      + "\n"
  }

  private func arrow(
    _ change: MonthComparison.Change, _ text: (MonthComparison.Standing) -> String
  ) -> String {
    let texts = [change.before, change.after].map { $0.map(text) ?? "–" }
    return texts[0] == texts[1] ? texts[0] : "\(texts[0]) → \(texts[1])"
  }
}
