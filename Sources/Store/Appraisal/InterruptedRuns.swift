import Rules

/// Marks the runs that the last process left running as failed: it is gone, and nobody finishes
/// them.
func failInterruptedRuns(_ database: Database) throws {
  try database.run(
    """
    UPDATE appraisal_runs SET status = ?, finished_at = started_at, failure_code = ?,
      failure_zh = ?, failure_en = ? WHERE status = ?
    """, .int(AppraisalRun.Status.failed.rawValue), .text(Problem.Code.runInterrupted.rawValue),
    .text("服务停止，本次考核未完成"), .text("the server stopped before the run ended"),
    .int(AppraisalRun.Status.running.rawValue))
}
