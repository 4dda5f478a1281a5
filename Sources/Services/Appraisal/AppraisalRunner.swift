internal import Records
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// Appraises a period: records of one snapshot → scores → results, stored in one transaction.
struct AppraisalRunner: Sendable {
  let context: ServiceContext
  let store: CountyStore
  let period: AppraisalPeriod
  let write: IdempotentWrite
  let progress: RunProgressChannel

  /// Runs, and returns the answer with which the call ends. What fails or is cancelled leaves the
  /// results of the last good run as they are, and a line in the history.
  func run() async throws -> RunAppraisalResponse {
    if let first: RunAppraisalResponse = try await store.read(write.firstAnswer) { return first }
    progress.report(.read, 0, 1)
    let (records, bases) = try await readRecords()
    progress.report(.read, 1, 1)
    guard records.staff.count > 0 else { throw Problem.noStaff }
    let means = try await context.work.run { [context, period, county = store.code] _ in
      let months = period.monthsAskedFor(records)
      return try AppraisalMeans(period, months, bases, of: county, context)
    }
    let start = start(means)
    let run = try await store.write { try $0.beginRun(start) }
    do {
      let scored = try await score(records, means)
      progress.report(.store, 0, scored.count)
      let answer = try await finish(run, scored)
      progress.report(.store, scored.count, scored.count)
      return answer
    } catch {
      await end(run, error)
      throw error
    }
  }

  /// Records and what is in force, of one state of the county.
  private func readRecords() async throws -> (RecordSet, [YearMonth: MonthBasis]) {
    let months = period.monthsOfRecords
    return try await store.read { snapshot in
      let records = try snapshot.records(months: months, columns: .scoring)
      var bases: [YearMonth: MonthBasis] = [:]
      for ordinal in months.lowerBound.ordinal...months.upperBound.ordinal {
        let month = YearMonth(ordinal: ordinal)
        bases[month] = try snapshot.basis(of: month)
      }
      return (records, bases)
    }
  }

  private func start(_ means: AppraisalMeans) -> AppraisalRunStart {
    let now = context.now()
    return AppraisalRunStart(
      period: period, isProvisional: LocalTime(utcSeconds: now) < period.end,
      policyVersion: means.policy.stored, pluginDigests: means.scorers.map(\.stored),
      engineVersion: ProductVersion.text, dimensions: means.host.schema.dimensions,
      flagNames: means.host.flagNames, startedAt: now)
  }

  private func score(
    _ records: RecordSet, _ means: AppraisalMeans
  ) async throws -> ScoredPeriod {
    try await context.work.run { [context, period, progress] isCancelled in
      let options = ScoringOptions(
        threads: context.threads, now: LocalTime(utcSeconds: context.now()),
        progress: { progress.report(.score, $0, $1) }, isCancelled: isCancelled)
      switch period {
      case .month(let month):
        return .month(
          try means.scoring(month).run(records, month: month, options: options).stored)
      case .year(let year):
        return .year(
          try YearScoring(means.scoring).run(records, year: year, options: options).stored)
      }
    }
  }

  private func finish(
    _ run: AppraisalRun, _ scored: ScoredPeriod
  ) async throws -> RunAppraisalResponse {
    try await store.write { [context, period, write] transaction in
      let now = context.now()
      return try write.answer(in: transaction) {
        switch scored {
        case .month(let results): try transaction.finishRun(run.id, monthResults: results, at: now)
        case .year(let results): try transaction.finishRun(run.id, yearResults: results, at: now)
        }
        _ = try transaction.audit(
          write.event(
            subject: "appraisal/\(period.text)", before: "",
            after: "run \(run.id): \(scored.count) members"))
        guard let finished = try transaction.run(run.id) else { throw Problem.notRun(period.text) }
        return RunAppraisalResponse(run: Run(finished))
      }
    }
  }

  /// Notes in the history that the run has failed. A store that fails here too marks the run as
  /// interrupted when it is opened again.
  private func end(_ run: AppraisalRun, _ error: any Error) async {
    let end: AppraisalRunEnd
    switch error {
    case is CancellationError: end = .cancelled
    case let problem as Rules.Problem:
      end = problem.code == Rules.Problem.Code.cancelled ? .cancelled : .failed(problem)
    default:
      end = .failed(
        Problem(
          .runFailed, .fault, zh: "考核未能完成", en: "the appraisal failed"))
    }
    let now = context.now()
    // The call's own task may be cancelled, and a cancelled task cannot write.
    await Task { [store] in try? await store.write { try $0.endRun(run.id, end, at: now) } }.value
  }
}

/// What a run comes to, in the order of the results file.
enum ScoredPeriod: Sendable {
  case month([Store.MonthResult])
  case year([Store.YearResult])

  var count: Int {
    switch self {
    case .month(let results): results.count
    case .year(let results): results.count
    }
  }
}

extension AppraisalPeriod {
  /// A year looks at the year before as well: clause 12.3.3 asks for two in a row.
  var monthsOfRecords: ClosedRange<YearMonth> {
    switch self {
    case .month(let month): month...month
    case .year(let year):
      YearMonth(year: max(year - 1, 1), month: 1)...YearMonth(year: year, month: 12)
    }
  }

  /// The first instant after it.
  var end: LocalTime {
    switch self {
    case .month(let month): LocalTime(day: month.endDay, secondOfDay: 0)
    case .year(let year):
      LocalTime(day: YearMonth(year: year, month: 12).endDay, secondOfDay: 0)
    }
  }
}
