import Rules

/// An explanation for a terminal: every step with its arithmetic, its clause and its records.
struct ExplanationText {
  let view: ExplanationView
  let output: OutputOptions

  func text() -> String {
    ([head] + view.dimensions.map(dimension) + [foot]).joined(separator: "\n")
  }

  private var head: String {
    let title = view.name.isEmpty ? view.staffNo : "\(view.name) (\(view.staffNo))"
    let provisional = view.isProvisional ? output.say("（本月未结束，暂定）", " (provisional)") : ""
    var text =
      output.style.bold("\(title)  \(view.month)  \(view.centerCode)") + provisional + "\n"
    text += output.say("总分 ", "total ") + output.style.bold(hundredthsText(view.total))
    text += output.say("　名次 ", "  rank ") + String(view.rank)
    text += output.say("　等次 ", "  grade ") + output.style.bold(view.grade.text[output.lang])
    for flag in view.flags { text += "  " + output.style.red(output.text(ofFlag: flag)) }
    text += "\n"
    for reason in view.gradeReasons { text += "  \(reason[output.lang])\n" }
    return text
  }

  private func dimension(_ dimension: ExplanationView.Dimension) -> String {
    var text = output.style.bold(dimension.label[output.lang])
    text += "  \(hundredthsText(dimension.score))  "
    text += output.style.faint(
      output.say(
        "权重 \(dimension.weight)%，条款 \(dimension.clause)",
        "weight \(dimension.weight)%, clause \(dimension.clause)"))
    text += "\n"
    if dimension.steps.isEmpty { text += output.say("    无扣分\n", "    nothing lost\n") }
    return text + dimension.steps.map(step).joined()
  }

  private func step(_ step: ExplanationView.Step) -> String {
    let change = step.centipoints == 0 ? "" : signedHundredths(step.centipoints)
    let coloured =
      step.centipoints < 0
      ? output.style.red(change.padded(to: 7, .right))
      : step.centipoints > 0
        ? output.style.green(change.padded(to: 7, .right))
        : change.padded(to: 7, .right)
    var reasons = [output.say("条款 \(step.clause)", "clause \(step.clause)")]
    reasons += step.parameters.map { "\($0.name) = \($0.value)" }
    var text = "  \(coloured)  \(step.label[output.lang])  \(step.arithmetic[output.lang])  "
    text += output.style.faint("(" + reasons.joined(separator: "; ") + ")") + "\n"
    for record in step.records {
      let place = [record.kind, record.key, record.date].filter { !$0.isEmpty }
      text += "           · " + record.text[output.lang]
      text += output.style.faint("  [" + place.joined(separator: " ") + "]") + "\n"
    }
    return text
  }

  private var foot: String {
    output.say("总分 = ", "total = ") + view.totalArithmetic + "\n"
  }
}

/// Hundredths as a change: `−4.00`, `+1.50`.
func signedHundredths(_ value: Int64) -> String {
  (value < 0 ? "−" : "+") + hundredthsText(Int64(clamping: value.magnitude))
}
