internal import Records
internal import Rules
internal import Scoring
internal import Store

/// By what a period is appraised, month by month, and how its run tells of it.
struct AppraisalMeans: Sendable {
  /// Of a year, the number of its last month's policy; the digest is of all of its policies where
  /// they differ.
  let policy: PolicyIdentity
  /// Every scorer that takes part, each once, in the order of months and dimensions.
  let scorers: [ScorerIdentity]
  private let scorings: [YearMonth: MonthScoring]
  /// The scorers of the period's last month.
  let host: any ScorerHost

  /// Loads what is needed.
  /// - Parameters:
  ///   - months: of the bases, those that the run asks for; of the others no scorer is loaded.
  ///   - county: its code.
  /// - Throws: what loading a plugin finds, `scorer_missing`.
  init(
    _ period: AppraisalPeriod, _ months: [YearMonth], _ bases: [YearMonth: MonthBasis],
    of county: String, _ context: ServiceContext
  ) throws {
    let time = ScorerTime.ofOneRun()
    var scorings: [YearMonth: MonthScoring] = [:]
    var scorers: [ScorerIdentity] = []
    var digests: [String] = []
    var number = 1
    var host = context.scorers
    for month in months {
      guard let basis = bases[month] else { continue }
      let scoring = try context.scoring(basis, of: county, within: time)
      scorings[month] = scoring
      host = scoring.host
      // A year's run looks at the year before, and is not told by it.
      guard period.includes(month) else { continue }
      for identity in try context.identities(scoring.host, basis, of: county)
      where !scorers.contains(identity) {
        scorers.append(identity)
      }
      let digest = scoring.policy.digest
      if digests.last != digest { digests.append(digest) }
      number = basis.policy.number
    }
    let digest =
      digests.count == 1
      ? digests[0] : SHA256.hex(SHA256.hash(Array(digests.joined(separator: "\n").utf8)))
    policy = PolicyIdentity(number: number, digest: digest)
    self.scorers = scorers
    self.scorings = scorings
    self.host = host
  }

  @Sendable func scoring(_ month: YearMonth) throws(Problem) -> MonthScoring {
    guard let scoring = scorings[month] else {
      preconditionFailure("\(month) is outside the period")
    }
    return scoring
  }
}

extension AppraisalPeriod {
  /// The months of which a run asks how they are scored, in their order.
  func monthsAskedFor(_ records: RecordSet) -> [YearMonth] {
    switch self {
    case .month(let month): [month]
    case .year(let year): YearScoring.monthsAskedFor(records, year: year)
    }
  }

  fileprivate func includes(_ month: YearMonth) -> Bool {
    switch self {
    case .month(let own): month == own
    case .year(let year): month.year == year
    }
  }
}
