public import Records
public import Rules

/// Appraises a county's month: facts, scores, totals, ranks and grades (clause 12).
public struct MonthScoring: Sendable {
  public let host: any ScorerHost
  public let policy: Policy
  /// The policy's dimensions that have a scorer, with their weights in percent.
  let dimensions: [WeightedScorer]

  /// Where facts lie among a month's columns.
  let layout: FactLayout

  /// A member's flags are one bit each of a 32-bit word.
  private static let flagsMax = 32

  /// `policy_condition` where the policy's weights do not fit the scorers, `scorer_flags` where
  /// these have more flags in all than a result can hold, `scorer_missing` where a dimension has a
  /// weight and no scorer.
  public init(host: any ScorerHost, policy: Policy) throws(Problem) {
    self.host = host
    for dimension in policy.schema.dimensions where policy.weight(of: dimension) > 0 {
      guard host.scorers.contains(where: { $0.dimension == dimension }) else {
        throw .scorerMissing(dimension, weight: policy.weight(of: dimension))
      }
    }
    let policy = policy.over(host.schema)
    if let broken = policy.brokenConditions().first { throw broken }
    self.policy = policy
    let layout = FactLayout(host.scorers)
    self.layout = layout
    dimensions = host.scorers.indices.map { index in
      let scorer = host.scorers[index]
      return WeightedScorer(
        index: index, descriptor: scorer, weight: policy.weight(of: scorer.dimension),
        parameters: scorer.values(under: policy),
        places: scorer.facts.compactMap(layout.place(of:)))
    }
    let flags = host.flagNames.count
    guard flags <= Self.flagsMax else { throw .tooManyFlags(flags, Self.flagsMax) }
  }

  /// Appraises one month of the records.
  ///
  /// `unknown_calendar_year` where the calendar does not know the year; a scorer's fault;
  /// `cancelled`.
  ///
  /// Whoever gives the records away (`consume records`) needs that much less memory at the peak.
  public func run(
    _ records: consuming RecordSet, month: YearMonth, options: ScoringOptions = ScoringOptions()
  ) throws(Problem) -> MonthResult {
    let scored = try score(records, month: month, options: options)
    return scored.result(options: options, staffOrder: CodeOrder(scored.records.staff))
  }

  /// A member's month, before ranks; the year needs the absent days as well.
  func score(
    _ records: consuming RecordSet, month: YearMonth, options: ScoringOptions,
    keepsPunches: Bool = false
  ) throws(Problem) -> ScoredMonth {
    let context = try MonthContext(copy records, month: month, policy: policy)
    let scored = try ScoredMonth(records, context, self)
    try scored.fill(options, keepsPunches: keepsPunches)
    return scored
  }
}

/// A scorer with its part in the total.
struct WeightedScorer: Sendable {
  /// The host's.
  let index: Int
  let descriptor: ScorerDescriptor
  let weight: Int64
  /// In the scorer's order.
  let parameters: [Int64]
  /// The columns of its facts, in the scorer's order.
  let places: [Int]
}
