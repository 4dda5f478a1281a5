import Rules

/// An explanation as a slip to print and sign: a page of HTML without scripts, and nothing in it is
/// loaded from elsewhere.
struct ExplanationSlip {
  let view: ExplanationView
  let output: OutputOptions

  func html() -> String {
    let title = output.say("窗口人员月度考核逐分说明", "Monthly appraisal, explained")
    return """
      <!DOCTYPE html>
      <html lang="\(output.lang == .zh ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(title) \(escaped(view.staffNo)) \(view.month)</title>
      <style>
      \(Self.css)
      </style>
      </head>
      <body>
      <header><h1>\(title)</h1><p>\(view.month)\(provisional)</p></header>
      \(summary)
      \(view.gradeReasons.map { "<p>\(escaped($0[output.lang]))</p>" }.joined(separator: "\n"))
      <table>
      \(view.dimensions.map(section).joined(separator: "\n"))
      </table>
      <p class="sum">\(output.say("总分", "total")) = \(view.totalArithmetic)</p>
      <footer>\(signatures)</footer>
      </body>
      </html>

      """
  }

  private var provisional: String {
    view.isProvisional ? output.say("（本月未结束，暂定）", " (provisional)") : ""
  }

  /// Who it is about, and what came out.
  private var summary: String {
    let flags = view.flags.map { " <em>\(escaped(output.text(ofFlag: $0)))</em>" }.joined()
    let cells = [
      (output.say("姓名", "name"), escaped(view.name)),
      (output.say("编号", "number"), escaped(view.staffNo)),
      (output.say("中心", "centre"), escaped(view.centerCode)),
      (output.say("总分", "total"), hundredthsText(view.total)),
      (output.say("名次", "rank"), String(view.rank)),
      (output.say("等次", "grade"), view.grade.text[output.lang] + flags),
    ]
    return "<dl>\(cells.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" }.joined())</dl>"
  }

  /// A dimension: its score as a bar, and below it each step.
  private func section(_ dimension: ExplanationView.Dimension) -> String {
    let clause = output.say("条款 \(dimension.clause)", "clause \(dimension.clause)")
    let nothing = dimension.steps.isEmpty ? output.say("无扣分", "nothing lost") : ""
    let width = max(0, min(dimension.score / 100, 100))
    let head = """
      <tr><th>\(escaped(dimension.label[output.lang])) <small>\(dimension.weight)%</small></th>\
      <td><span class="bar"><span style="width:\(width)%"></span></span>\
      <small>\(nothing) \(clause)</small></td>\
      <td class="number">\(hundredthsText(dimension.score))</td></tr>
      """
    return "<tbody>\n\(([head] + dimension.steps.map(row)).joined(separator: "\n"))\n</tbody>"
  }

  private func row(_ step: ExplanationView.Step) -> String {
    let records = step.records.map { record in
      let place = [record.kind, record.key, record.date].filter { !$0.isEmpty }
      return "<li>\(escaped(record.text[output.lang])) "
        + "<small>\(escaped(place.joined(separator: " ")))</small></li>"
    }
    let list = records.isEmpty ? "" : "<ul>\(records.joined())</ul>"
    let reasons =
      [output.say("条款 \(step.clause)", "clause \(step.clause)")]
      + step.parameters.map { "\($0.name) = \($0.value)" }
    let change = step.centipoints == 0 ? "" : signedHundredths(step.centipoints)
    return """
      <tr><td>\(escaped(step.label[output.lang]))</td>\
      <td>\(escaped(step.arithmetic[output.lang])) \
      <small>\(escaped(reasons.joined(separator: "; ")))</small>\(list)</td>\
      <td class="number\(step.centipoints < 0 ? " lost" : "")">\(change)</td></tr>
      """
  }

  private var signatures: String {
    [
      output.say("本人签名", "clerk"), output.say("复核人签名", "checked by"),
      output.say("日期", "date"),
    ].map { "<span>\($0)</span>" }.joined()
  }
}

/// Text inside HTML: nothing of it can become markup.
func escaped(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.append(character)
    }
  }
  return result
}
