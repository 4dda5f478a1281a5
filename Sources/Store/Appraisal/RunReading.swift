import Rules

extension ReadSnapshot {
  /// The run of that number; nil when there is none.
  public func run(_ id: Int64) throws -> AppraisalRun? {
    try database.first("\(runSelect) WHERE id = ?", .int(id), read: appraisalRun)
  }

  /// The run whose results are in force for the period: the last good one.
  public func currentRun(_ period: AppraisalPeriod) throws -> AppraisalRun? {
    try database.first(
      "\(runSelect) WHERE period = ? AND is_current = 1", .int(period.stored), read: appraisalRun)
  }

  /// Runs, of one period or all, newest first.
  public func runs(_ period: AppraisalPeriod? = nil, limit: Int) throws -> [AppraisalRun] {
    var runs: [AppraisalRun] = []
    try database.query(
      "\(runSelect) WHERE ? IS NULL OR period = ? ORDER BY id DESC LIMIT ?",
      [
        .optional(period?.stored), .optional(period?.stored),
        .int(min(max(limit, 1), StoreLimits.pageSizeAtMost)),
      ]
    ) { runs.append(appraisalRun($0)) }
    return runs
  }
}

private let runSelect = """
  SELECT id, period, status, is_provisional, policy_version, plugin_digests, engine_version,
    started_at, finished_at, member_count, failure_code, failure_zh, failure_en
    FROM appraisal_runs
  """

private func appraisalRun(_ row: Statement) -> AppraisalRun {
  let digests = row.text(5)
  return AppraisalRun(
    id: row.integer(0), period: AppraisalPeriod(stored: row.integer(1)),
    status: AppraisalRun.Status(rawValue: Int(row.integer(2))) ?? .failed,
    isProvisional: row.integer(3) != 0, policyVersion: row.text(4),
    pluginDigests: digests.isEmpty
      ? [] : digests.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
    engineVersion: row.text(6), startedAt: row.integer(7), finishedAt: row.optionalInteger(8),
    memberCount: Int(row.integer(9)), failureCode: row.optionalText(10),
    failureText: row.optionalText(11).map { Bilingual(zh: $0, en: row.text(12)) })
}

extension AppraisalPeriod {
  /// A month as its ordinal, a year as its negative number.
  var stored: Int64 {
    switch self {
    case .month(let month): Int64(month.ordinal)
    case .year(let year): -Int64(year)
    }
  }

  init(stored: Int64) {
    self = stored < 0 ? .year(Int(-stored)) : .month(YearMonth(ordinal: Int(stored)))
  }
}
