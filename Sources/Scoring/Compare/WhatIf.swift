public import Records
public import Rules

extension MonthScoring {
  /// What a member's month would come to if records of theirs were decided otherwise. The member's
  /// own change is first, also where nothing differs; then those whose rank or grade moves.
  ///
  /// `unknown_staff`, `not_appraised`, `what_if_record_unknown`; errors as of `run`.
  public func whatIf(
    _ staffNo: String, _ suppositions: [Supposition], _ records: RecordSet, month: YearMonth,
    options: ScoringOptions = ScoringOptions()
  ) throws(Problem) -> MonthComparison {
    guard let member = records.staff.index(of: staffNo), member < records[.staff].count else {
      throw .unknownStaff(staffNo)
    }
    var supposed = records
    for supposition in suppositions {
      supposed = try supposition.applied(to: supposed, of: staffNo)
    }
    let before = try appraise(records, month: month, options: options)
    let after = try appraise(supposed, month: month, options: options)
    guard let row = before.result.row(of: member) else {
      throw .notAppraised(staffNo, month, due: before.context.dueDays[member].count)
    }
    var comparison = try MonthComparison(before, after, options)
    let own =
      comparison.changes.first { $0.staffNo == staffNo }
      ?? MonthComparison.Change(
        centerCode: before.result.centerCode(row), staffNo: staffNo,
        name: records[.staff].texts["name"].map { $0[member] } ?? "",
        before: MonthComparison.Standing(before.result, row),
        after: MonthComparison.Standing(before.result, row), reasons: [])
    comparison.changes = [own] + comparison.changes.filter { $0.staffNo != staffNo }
    return comparison
  }
}
