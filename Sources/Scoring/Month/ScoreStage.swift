package import Records
package import Rules

/// The stage from columns of facts to results, alone: what `tools/bench stage` measures. The facts
/// are those of members that nobody is.
package final class ScoreStage {
  private let month: ScoredMonth
  private let staffOrder: CodeOrder

  /// - Parameter records: the members and the calendar; nothing else is looked at.
  package init(
    _ records: RecordSet, month: YearMonth, scoring: MonthScoring
  ) throws(Problem) {
    let context = try MonthContext(records, month: month, policy: scoring.policy)
    self.month = try ScoredMonth(records, context, scoring)
    staffOrder = CodeOrder(records.staff)
    let made = MadeUpFacts(memberCount: self.month.memberCount)
    for fact in Fact.allCases {
      let values = made.column(.known(fact), place: fact.index)
      self.month.facts.column(fact).update(from: values, count: values.count)
    }
  }

  /// The columns that the scorers read, each once.
  package var columnsRead: Int { Set(month.scoring.dimensions.flatMap(\.places)).count }

  /// Facts to scores and totals.
  package func score(threads: Int) throws(Problem) {
    try month.scoreAll(threads: threads)
  }

  /// Scores to ranks, grades and the rows of the results.
  package func result() -> MonthResult {
    month.result(options: ScoringOptions(), staffOrder: staffOrder)
  }
}
