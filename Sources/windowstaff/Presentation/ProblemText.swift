import Rules

/// Problems as an operator reads them:
///
///     错误 [unknown_staff] punches.csv:2:staff_no: 没有编号为 S9 的人员（条款 5.2）
///       如何修正: 先在 staff.csv 中登记该人员
struct ProblemText {
  let language: Language
  let style: Style

  func text(_ report: ProblemReport) -> String {
    var text = report.problems.map(text).joined()
    if report.more > 0 {
      text +=
        Bilingual(
          zh: "另有 \(report.more) 处错误未列出。\n", en: "\(report.more) more problems are not shown.\n"
        )[language]
    }
    return text
  }

  func text(_ problem: Problem) -> String {
    let label = Bilingual(zh: "错误", en: "error")[language]
    return style.red("\(label) [\(problem.code.rawValue)]") + " " + sentence(problem)
  }

  /// What was noticed and keeps nothing from being done.
  func note(_ problem: Problem) -> String {
    let label = Bilingual(zh: "提示", en: "note")[language]
    return style.bold("\(label) [\(problem.code.rawValue)]") + " " + sentence(problem)
  }

  private func sentence(_ problem: Problem) -> String {
    var text = ""
    if let place = problem.place {
      text += style.bold("\(place)") + ": "
    } else if let field = problem.field {
      text += style.bold(field) + ": "
    }
    text += problem.text[language].harmless
    if let clause = problem.clause {
      text += Bilingual(zh: "（条款 \(clause)）", en: " (clause \(clause))")[language]
    }
    text += "\n"
    if let remedy = problem.remedy {
      let label = Bilingual(zh: "如何修正", en: "remedy")[language]
      text += "  " + style.faint("\(label):") + " \(remedy[language])\n"
    }
    return text
  }
}
