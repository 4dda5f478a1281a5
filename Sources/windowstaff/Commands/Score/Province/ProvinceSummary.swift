import Rules

/// What scoring a province came to: a line a county and one for all, and what went wrong.
struct ProvinceSummary {
  /// More of one folder are counted: whoever mends the first finds the rest by running again.
  static let problemsMax = 10

  let outcomes: [CountyOutcome]
  let output: OutputOptions

  func table() -> String {
    var table = Table([
      .init(output.say("县", "county")), .init(output.say("月数", "months"), .right),
      .init(output.say("人次", "clerk-months"), .right),
      .init(output.say("平均分", "mean"), .right), .init(output.say("优秀", "excellent"), .right),
      .init(output.say("不合格", "unqualified"), .right), .init(output.say("错误", "errors"), .right),
    ])
    func row(_ name: String, months: Int, _ sum: MonthDigest.Sum, errors: Int) {
      table.append([
        name, String(months), String(sum.clerks), sum.mean.map(hundredthsText) ?? "",
        String(sum.excellent), String(sum.unqualified), errors == 0 ? "" : String(errors),
      ])
    }
    for county in outcomes {
      row(county.name, months: county.months.count, county.sum, errors: county.errors)
    }
    row(
      output.say("合计", "all"), months: outcomes.reduce(0) { $0 + $1.months.count },
      outcomes.reduce(into: MonthDigest.Sum()) { $0.add($1.sum) },
      errors: outcomes.reduce(0) { $0 + $1.errors })
    return table.text()
  }

  func json() -> JSONValue {
    .object([
      (
        "counties",
        .array(
          outcomes.map { county in
            .object([
              ("county", .string(county.name)), ("months", .array(county.months.map(json))),
              ("failures", .array(county.failures.map(json))),
            ])
          })
      )
    ])
  }

  private func json(_ month: MonthDigest) -> JSONValue {
    .object([
      ("month", .string(month.month.description)), ("clerks", .integer(month.sum.clerks)),
      ("mean", month.sum.mean.map(JSONValue.hundredths) ?? .null),
      ("excellent", .integer(month.sum.excellent)),
      ("unqualified", .integer(month.sum.unqualified)),
    ])
  }

  private func json(_ failure: (place: String, report: ProblemReport)) -> JSONValue {
    .object([
      ("folder", .string(failure.place)),
      (
        "problems",
        .array(
          failure.report.problems.prefix(Self.problemsMax).map { problem in
            .object([
              ("code", .string(problem.code.rawValue)),
              ("place", problem.place.map { .string($0.description) } ?? .null),
              ("text", .string(problem.text[output.lang])),
            ])
          })
      ),
      ("more", .integer(failure.report.more(beyond: Self.problemsMax))),
    ])
  }

  /// For stderr: every failed folder with its first problems.
  func problems() -> String {
    let text = output.problemText
    return outcomes.map { county in
      county.notes.map(text.note).joined()
        + county.failures.map { failure in
          text.style.bold("\(failure.place)") + "\n"
            + text.text(
              ProblemReport(
                problems: Array(failure.report.problems.prefix(Self.problemsMax)),
                more: failure.report.more(beyond: Self.problemsMax)))
        }.joined()
    }.joined()
  }

  /// The problem that the command ends with; nil where every month of every county was scored.
  var failure: Problem? {
    let failed = outcomes.filter { !$0.failures.isEmpty }
    guard let first = failed.first?.failures.first?.report.problems.first else { return nil }
    let names =
      failed.prefix(Self.problemsMax).map(\.name).joined(separator: ", ")
      + (failed.count > Self.problemsMax ? ", …" : "")
    return Problem(
      .countiesFailed, first.category,
      zh: "\(outcomes.count) 个县中有 \(failed.count) 个未全部评分：\(names)",
      en: "\(failed.count) of \(outcomes.count) counties were not scored whole: \(names)",
      remedy: Bilingual(
        zh: "其余结果均已写入；改正后重新运行，未评分的月份原有结果文件未变动",
        en: "All other results are written. Mend these and run again; the files of months that "
          + "failed are as they were."))
  }
}

extension CountyOutcome {
  /// All problems of its failures.
  var errors: Int { failures.reduce(0) { $0 + $1.report.problems.count + $1.report.more } }
}

extension ProblemReport {
  /// How many are not among the first `shown`.
  fileprivate func more(beyond shown: Int) -> Int { more + max(0, problems.count - shown) }
}
