internal import Rules
internal import Store
internal import WindowStaffProto

extension WindowStaffProto.MonthResult {
  init(_ result: Store.MonthResult, of run: AppraisalRun, month: YearMonth, name: String) {
    self.init(
      month: month.description, centerCode: result.centerCode, staffNo: result.staffNo,
      name: name,
      scores: result.scores(in: run).map {
        DimensionScore(dimension: $0.dimension.rawValue, centipoints: $0.centipoints)
      },
      total: result.total, rank: result.rank, grade: Grade(rawValue: result.grade),
      flags: result.flagNames(in: run))
  }
}

extension WindowStaffProto.YearResult {
  init(_ result: Store.YearResult, year: Int, name: String) {
    self.init(
      year: Int32(year), centerCode: result.centerCode, staffNo: result.staffNo, name: name,
      months: result.months, score: result.score ?? 0, excellentMonths: result.excellentMonths,
      unqualifiedMonths: result.unqualifiedMonths, rank: result.rank ?? 0,
      grade: Grade(rawValue: result.grade),
      proposals: Proposal.allCases.filter { result.proposals & $0.bit != 0 }.map(\.rawValue))
  }
}

extension Run {
  init(_ run: AppraisalRun) {
    self.init(
      runId: run.id, period: run.period.text, state: State(run.status), startTime: run.startedAt,
      finishTime: run.finishedAt ?? 0, provisional: run.isProvisional,
      memberCount: Int64(run.memberCount), excellentCount: Int64(run.excellentCount),
      unqualifiedCount: Int64(run.unqualifiedCount),
      policyDigest: PolicyIdentity(stored: run.policyVersion).digest,
      scorers: run.pluginDigests.compactMap(ScorerIdentity.init(stored:)).map(Scorer.init),
      engineVersion: run.engineVersion,
      policyVersion: Int32(clamping: PolicyIdentity(stored: run.policyVersion).number))
  }
}

extension Run.State {
  init(_ status: AppraisalRun.Status) {
    switch status {
    case .running: self = .running
    case .finished: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    }
  }
}

extension Run.Scorer {
  init(_ identity: ScorerIdentity) {
    self.init(
      dimension: identity.dimension, version: identity.version, digest: identity.digest)
  }
}
