public import Records
public import Rules

/// Appraises a county's calendar year from its months (clauses 12.2.2 and 12.3.3).
public struct YearScoring: Sendable {
  /// By what a month is scored: policies and scorers may change within a year.
  private let scoring: @Sendable (YearMonth) throws(Problem) -> MonthScoring

  /// The months are scored under the same policy and by the same scorers.
  public init(month: MonthScoring) { scoring = { _ in month } }

  /// - Parameter scoring: by what each month is scored. The year itself is graded under the policy
  ///   of its last month.
  public init(_ scoring: @escaping @Sendable (YearMonth) throws(Problem) -> MonthScoring) {
    self.scoring = scoring
  }

  /// Appraises a year of the records. Needs the year before as well for clause 12.3.3, and takes it
  /// where the records hold it whole.
  ///
  /// `unknown_calendar_year`; a scorer's fault; `cancelled`.
  public func run(
    _ records: RecordSet, year: Int, options: ScoringOptions = ScoringOptions()
  ) throws(Problem) -> YearResult {
    let calendar = WorkingCalendar(records)
    guard calendar.isKnown(year: year) else { throw .unknownCalendarYear(year) }
    let (months, monthsBefore) = Self.months(of: year, records, calendar)

    let policy = try scoring(Self.lastMonth(of: year)).policy
    var tally = YearTally(records)
    let total = months.count + monthsBefore.count
    try tally.add(months, records, scoring, options.part(0, of: total))
    var gradesBefore: [Grade]?
    if !monthsBefore.isEmpty {
      var before = YearTally(records)
      try before.add(monthsBefore, records, scoring, options.part(months.count, of: total))
      gradesBefore = before.grade(policy).grades
    }
    return result(records, year, months, policy, tally, gradesBefore)
  }

  /// The months of which a run asks how they are scored, in their order.
  public static func monthsAskedFor(_ records: RecordSet, year: Int) -> [YearMonth] {
    let (months, before) = months(of: year, records, WorkingCalendar(records))
    return before + months.filter { $0 != lastMonth(of: year) } + [lastMonth(of: year)]
  }

  /// The months that have records, and those of the year before where it is there whole.
  private static func months(
    of year: Int, _ records: RecordSet, _ calendar: WorkingCalendar
  ) -> (own: [YearMonth], before: [YearMonth]) {
    let present = PunchedMonths(records.punches)
    let before = present.months(of: year - 1)
    let isWhole = calendar.isKnown(year: year - 1) && before.count == 12
    return (present.months(of: year), isWhole ? before : [])
  }

  private static func lastMonth(of year: Int) -> YearMonth { YearMonth(year: year, month: 12) }

  private func result(
    _ records: RecordSet, _ year: Int, _ months: [YearMonth], _ policy: Policy,
    _ tally: YearTally, _ gradesBefore: [Grade]?
  ) -> YearResult {
    let (ranks, grades) = tally.grade(policy)
    let failed = FailedExams(records, year: year)
    let rowed = tally.standings.indices.filter { tally.standings[$0].months > 0 }
    let centerCodes = records.codes[RecordKind.centers.name] ?? CodeTable()
    let rows = inResultsOrder(
      members: rowed, centers: rowed.map { tally.centers[$0] }, ranks: rowed.map { ranks[$0] },
      centerCodes: CodeOrder(centerCodes), staff: CodeOrder(records.staff)
    ).map { rowed[$0] }
    return YearResult(
      year: year, months: months, members: rows, centers: rows.map { tally.centers[$0] },
      standings: rows.map { tally.standings[$0] }, ranks: rows.map { ranks[$0] },
      grades: rows.map { grades[$0] },
      grounds: rows.map { member in
        ProposalGrounds(
          yearBefore: gradesBefore?[member], thisYear: grades[member],
          hasFailedExamAndMakeUp: failed.members.contains(member),
          longestAbsence: Int(tally.absences[member].longest))
      }, staff: records.staff, centerCodes: centerCodes)
  }
}

extension ScoringOptions {
  /// The options of the months from the given one on, whose progress is part of a longer run's.
  fileprivate func part(_ first: Int, of total: Int) -> (Int) -> ScoringOptions {
    { month in
      // Each month counts as this many steps of the whole, however many blocks it has.
      let steps = 1000
      var options = self
      options.progress = { done, all in
        self.progress((first + month) * steps + done * steps / max(all, 1), total * steps)
      }
      return options
    }
  }
}
