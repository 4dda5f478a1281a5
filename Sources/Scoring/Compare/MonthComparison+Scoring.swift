public import Records
public import Rules

extension MonthComparison {
  /// Appraises a month twice and says who changes, and why.
  ///
  /// Errors as of `MonthScoring.run`, from either side.
  /// - Parameters:
  ///   - otherRecords: what the second appraisal takes; the same members in the same order.
  ///   - withReasons: whether to ask why each member changes.
  public init(
    _ records: RecordSet, and otherRecords: RecordSet? = nil, month: YearMonth,
    before: MonthScoring, after: MonthScoring, withReasons: Bool = true,
    options: ScoringOptions = ScoringOptions()
  ) throws(Problem) {
    let first = try before.compared(records, month, options.half(0))
    let second = try after.compared(otherRecords ?? records, month, options.half(1))
    try self.init(first, second, options, withReasons: withReasons)
  }

  init(
    _ before: AppraisedMonth, _ after: AppraisedMonth, _ options: ScoringOptions,
    withReasons: Bool = true
  ) throws(Problem) {
    let names = before.records[.staff].texts["name"]
    let rowsAfter = rows(of: after.result)
    let rowsBefore = rows(of: before.result)
    var changes: [Change] = []
    func add(_ member: Int, centerCode: String) throws(Problem) {
      let rows = (rowsBefore[member], rowsAfter[member])
      var change = Change(
        centerCode: centerCode, staffNo: before.records.staff[member],
        name: names.map { $0[member] } ?? "", before: rows.0.map { Standing(before.result, $0) },
        after: rows.1.map { Standing(after.result, $0) }, reasons: [])
      guard change.before != change.after else { return }
      if options.isCancelled() { throw .cancelled }
      if withReasons, rows.0 != nil, rows.1 != nil {
        let reasons = MemberReasons(before, after, member: member)
        change.reasons = try reasons.scores()
        if change.hasOtherRank || change.hasOtherGrade { change.reasons += reasons.bounds() }
      }
      changes.append(change)
    }
    for (row, member) in before.result.members.enumerated() {
      try add(member, centerCode: before.result.centerCode(row))
    }
    for (row, member) in after.result.members.enumerated() where rowsBefore[member] == nil {
      try add(member, centerCode: after.result.centerCode(row))
    }
    self.init(
      month: before.result.month, beforeCount: before.result.count, afterCount: after.result.count,
      changes: changes, beforeTotals: totalsByPoint(before.result),
      afterTotals: totalsByPoint(after.result))
  }
}

extension MonthComparison.Standing {
  init(_ result: MonthResult, _ row: Int) {
    self.init(total: result.totals[row], rank: result.ranks[row], grade: result.grades[row])
  }
}

/// By member, the row of a result.
private func rows(of result: MonthResult) -> [Int: Int] {
  Dictionary(uniqueKeysWithValues: result.members.enumerated().map { ($1, $0) })
}

private func totalsByPoint(_ result: MonthResult) -> [Int] {
  var counts = [Int](repeating: 0, count: MonthComparison.binCount)
  for total in result.totals { counts[Int(total / 100)] += 1 }
  return counts
}

extension MonthScoring {
  /// The month with its facts, and without its punches, which no comparison asks for.
  fileprivate func compared(
    _ records: RecordSet, _ month: YearMonth, _ options: ScoringOptions
  ) throws(Problem) -> AppraisedMonth {
    let order = CodeOrder(records.staff)
    let scored = try score(records, month: month, options: options)
    return AppraisedMonth(
      result: scored.result(options: options, staffOrder: order), scored: scored)
  }
}

extension ScoringOptions {
  /// The options of the first or the second of two equal parts.
  fileprivate func half(_ part: Int) -> ScoringOptions {
    var options = self
    options.progress = { done, total in self.progress(part * total + done, 2 * total) }
    return options
  }
}
