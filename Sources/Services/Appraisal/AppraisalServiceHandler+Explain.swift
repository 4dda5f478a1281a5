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
    let store = try await context.county(of: call)
    try slots.take()
    defer { slots.release() }
    // One snapshot, so that result and records belong together.
    let (stored, isProvisional, records) = try await store.read { snapshot in
      let (result, run, _) = try snapshot.result(of: request.staffNo, in: month)
      return (result, run.isProvisional, try snapshot.records(months: month...month))
    }
    let explanation = try await context.work.run { [context] isCancelled in
      let scoring = try MonthScoring(host: context.scorers, policy: records.policy)
      let options = ScoringOptions(threads: context.threads, isCancelled: isCancelled)
      return try scoring.appraise(records, month: month, options: options)
        .explain(request.staffNo)
    }
    guard explanation.comes(to: stored) else { throw Problem.recordsChanged(month.description) }
    return ExplainResultResponse(
      explanation: WindowStaffProto.Explanation(
        explanation, result: stored, isProvisional: isProvisional))
  }
}

extension Scoring.Explanation {
  /// Whether it explains the stored result, and not that of records which came later.
  fileprivate func comes(to result: Store.MonthResult) -> Bool {
    total == result.total && rank == result.rank && grade.stored == result.grade
      && dimensions.allSatisfy { explained in
        zip(Dimension.allCases, result.scores).contains {
          $0 == explained.dimension && Int64($1) == explained.score
        }
      }
  }
}
