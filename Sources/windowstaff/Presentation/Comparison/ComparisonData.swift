import Records
import Rules
import Scoring

/// Comparisons for programs: every member who changes.
struct ComparisonData {
  let months: [MonthComparison]

  static let columns = [
    "month", "center_code", "staff_no", "name", "total_before", "total_after", "rank_before",
    "rank_after", "grade_before", "grade_after", "reasons",
  ]

  /// One line a member who changes; reasons as `dimension fact parameter before after`, joined by
  /// `;`, in centipoints.
  func csv() -> [UInt8] {
    var output = CSVOutput()
    output.line(Self.columns)
    for month in months {
      for change in month.changes {
        let sides = [change.before, change.after]
        output.line(
          [month.month.description, change.centerCode, change.staffNo, change.name]
            + sides.map { $0.map { hundredthsText($0.total) } ?? "" }
            + sides.map { $0.map { String($0.rank) } ?? "" }
            + sides.map { $0?.grade.name ?? "" }
            + [
              change.reasons.map { reason in
                [
                  reason.dimension, reason.fact, reason.parameter,
                  "\(reason.before.centipoints)", "\(reason.after.centipoints)",
                ].joined(separator: " ")
              }.joined(separator: ";")
            ])
      }
    }
    return output.bytes
  }

  func json() -> JSONValue { .array(months.map(month)) }

  private func month(_ month: MonthComparison) -> JSONValue {
    let digest = ComparisonDigest(month)
    return .object([
      ("month", .string(month.month.description)),
      ("before_count", .integer(month.beforeCount)), ("after_count", .integer(month.afterCount)),
      ("totals_changed", .integer(digest.totals)), ("ranks_changed", .integer(digest.ranks)),
      ("grades_changed", .integer(digest.grades)),
      ("mean_change", digest.meanChange.map { .string(signedNumber($0)) } ?? .null),
      ("before_totals", .array(month.beforeTotals.map { .integer($0) })),
      ("after_totals", .array(month.afterTotals.map { .integer($0) })),
      ("changes", .array(month.changes.map(change))),
    ])
  }

  private func change(_ change: MonthComparison.Change) -> JSONValue {
    .object([
      ("center_code", .string(change.centerCode)), ("staff_no", .string(change.staffNo)),
      ("name", .string(change.name)), ("before", standing(change.before)),
      ("after", standing(change.after)), ("reasons", .array(change.reasons.map(reason))),
    ])
  }

  private func standing(_ standing: MonthComparison.Standing?) -> JSONValue {
    guard let standing else { return .null }
    return .object([
      ("total", .hundredths(standing.total)), ("rank", .integer(standing.rank)),
      ("grade", .string(standing.grade.name)),
    ])
  }

  private func reason(_ reason: ChangeReason) -> JSONValue {
    func side(_ side: ChangeReason.Side) -> JSONValue {
      .object([
        ("quantity", .integer(side.quantity)), ("centipoints", .integer(side.centipoints)),
        ("value", .string(side.value)),
      ])
    }
    return .object([
      ("dimension", .string(reason.dimension)), ("fact", .string(reason.fact)),
      ("parameter", .string(reason.parameter)), ("label_zh", .string(reason.label.zh)),
      ("label_en", .string(reason.label.en)), ("before", side(reason.before)),
      ("after", side(reason.after)),
    ])
  }

  private func signedNumber(_ value: Int64) -> String {
    (value < 0 ? "-" : "") + hundredthsText(Int64(clamping: value.magnitude))
  }
}
