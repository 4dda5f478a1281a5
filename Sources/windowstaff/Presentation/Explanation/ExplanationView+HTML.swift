import Rules

extension ExplanationView {
  /// A slip to print and sign: one page, no scripts, nothing loaded from elsewhere.
  func html(_ output: OutputOptions) -> String {
    let title = output.say("考核逐分说明", "Appraisal explained")
    let provisional = isProvisional ? output.say("（暂定）", " (provisional)") : ""
    return """
      <!DOCTYPE html>
      <html lang="\(output.lang == .zh ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <title>\(title) \(escaped(staffNo)) \(month)</title>
      <style>\(Self.css)</style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(escaped(name)) \(escaped(staffNo)) · \(escaped(centerCode)) · \(month)\(provisional)</p>
      <p class="total">\(output.say("总分", "total")) \(hundredthsText(total)) · \
      \(output.say("名次", "rank")) \(rank) · \(grade.text[output.lang])</p>
      \(gradeReasons.map { "<p>\(escaped($0[output.lang]))</p>" }.joined(separator: "\n"))
      <table>
      \(dimensions.map { rows(of: $0, output) }.joined(separator: "\n"))
      </table>
      <p>\(output.say("总分", "total")) = \(totalArithmetic)</p>
      <p class="sign">\(output.say("本人确认：　　　　　　日期：", "Read by: ____________ Date: ________"))</p>
      </body>
      </html>

      """
  }

  private func rows(of dimension: Dimension, _ output: OutputOptions) -> String {
    let head = """
      <tr class="dimension">\
      <th>\(escaped(dimension.label[output.lang])) · \(dimension.weight)%</th>\
      <td>\(hundredthsText(dimension.score))</td><td>\(escaped(dimension.clause))</td></tr>
      """
    return ([head] + dimension.steps.map { row(of: $0, output) }).joined(separator: "\n")
  }

  private func row(of step: Step, _ output: OutputOptions) -> String {
    let records = step.records.map { record in
      let place = [record.kind, record.key, record.date].filter { !$0.isEmpty }
      return "<br>· \(escaped(record.text[output.lang])) "
        + "<small>\(escaped(place.joined(separator: " ")))</small>"
    }
    return """
      <tr><td>\(escaped(step.label[output.lang])): \(escaped(step.arithmetic[output.lang]))\
      \(records.joined())</td>\
      <td>\(step.centipoints == 0 ? "" : signedHundredths(step.centipoints))</td>\
      <td>\(escaped(step.clause))</td></tr>
      """
  }

  private static let css = """
    body{font-family:"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:48em;\
    margin:2em auto}\
    table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3em;\
    text-align:left;vertical-align:top}td:nth-child(2){text-align:right;white-space:nowrap}\
    .dimension th,.dimension td{background:#f2f2f2;font-weight:bold}.total{font-size:1.3em}\
    .sign{margin-top:3em}@media print{body{margin:0}}
    """
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
