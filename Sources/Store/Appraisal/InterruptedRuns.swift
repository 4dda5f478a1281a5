import Rules

/// Marks runs that are noted as running, and that nobody finishes any more, as failed.
/// - Parameter period: as stored; nil for all, when the process that ran them is gone.
func failInterruptedRuns(_ database: Database, of period: Int64? = nil) throws {
  try database.run(
    """
    UPDATE appraisal_runs SET status = ?, finished_at = started_at, failure_code = ?,
      failure_zh = ?, failure_en = ? WHERE status = ? AND period = coalesce(?, period)
    """, .int(AppraisalRun.Status.failed.rawValue), .text(Problem.Code.runInterrupted.rawValue),
    .text("服务停止或存储出错，本次考核未完成"),
    .text("the server or its store failed before the run ended"),
    .int(AppraisalRun.Status.running.rawValue), .optional(period))
}
