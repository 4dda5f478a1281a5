internal import RPC
internal import Records
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

extension AppraisalServiceHandler {
  func explainResult(
    _ request: ExplainResultRequest, _ call: ServerCall
  ) async throws -> ExplainResultResponse {
    let month = try RequestFields.month(request.month)
    let caller = try context.access.caller(of: call)
    let store = try await context.county(of: call)
    try slots.take()
    defer { slots.release() }
    // One snapshot, so that result and records belong together. The member's own records are
    // appraised again; whom they are ranked with is known from the results.
    let (stored, run, records, group, basis) = try await store.read { snapshot in
      let (result, run, _) = try snapshot.result(of: request.staffNo, in: month, for: caller)
      let records = try snapshot.records(months: month...month, member: request.staffNo)
      // By what scored it then, whatever is in force now.
      let basis = try snapshot.basis(of: run)
      let ranksByCenter = basis.policy.policy(for: self.context.scorers).ranksByCenter
      let group = try snapshot.monthResults(
        month, centerCode: ranksByCenter ? result.centerCode : nil)
      return (result, run, records, group, basis)
    }
    let explanation = try await context.work.run { [context] isCancelled in
      let scoring = try context.scoring(basis, of: store.code)
      let options = ScoringOptions(threads: 1, isCancelled: isCancelled)
      return try scoring.appraise(records, month: month, options: options).explain(
        request.staffNo,
        among: RankingGroup(
          group.map { $0.standing(in: run) },
          own: group.firstIndex { $0.staffNo == request.staffNo } ?? 0))
    }
    guard explanation.comes(to: stored, of: run) else {
      throw Problem.recordsChanged(month.description)
    }
    return ExplainResultResponse(
      explanation: WindowStaffProto.Explanation(
        explanation, result: stored, of: run))
  }
}

extension Scoring.Explanation {
  /// Whether it explains the stored result, and not that of records which came later.
  fileprivate func comes(to result: Store.MonthResult, of run: AppraisalRun) -> Bool {
    total == result.total && rank == result.rank && grade.stored == result.grade
      && dimensions.allSatisfy { explained in
        result.scores(in: run).contains {
          $0.dimension == explained.dimension && Int64($0.centipoints) == explained.score
        }
      }
  }
}
