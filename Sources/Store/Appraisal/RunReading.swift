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

  /// A page of runs, of one period or all, newest first.
  /// - Throws: `page_token_invalid`.
  public func runs(
    _ period: AppraisalPeriod? = nil, pageSize: Int, pageToken: String? = nil
  ) throws -> Page<AppraisalRun> {
    let size = min(max(pageSize, 1), StoreLimits.pageSizeAtMost)
    let list = "runs \(period.map { String($0.stored) } ?? "")"
    let before = try pageToken.map { Int64(try PageToken.position($0, of: list)) ?? 0 }
    var runs: [AppraisalRun] = []
    try database.query(
      """
      \(runSelect) WHERE (? IS NULL OR period = ?) AND (? IS NULL OR id < ?)
        ORDER BY id DESC LIMIT ?
      """,
      [
        .optional(period?.stored), .optional(period?.stored), .optional(before),
        .optional(before), .int(size + 1),
      ]
    ) { runs.append(appraisalRun($0)) }
    guard runs.count > size else { return Page(items: runs, nextToken: nil) }
    runs.removeLast()
    return Page(items: runs, nextToken: PageToken.make(String(runs[size - 1].id), of: list))
  }
}

private let runSelect = """
  SELECT id, period, status, is_provisional, policy_version, plugin_digests, engine_version,
    started_at, finished_at, member_count, excellent_count, unqualified_count, failure_code,
    failure_zh, failure_en, dimensions, flag_names
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
    engineVersion: row.text(6),
    dimensions: row.text(15).split(separator: " ").compactMap { Dimension(rawValue: String($0)) },
    flagNames: row.text(16).split(separator: " ").map(String.init), startedAt: row.integer(7),
    finishedAt: row.optionalInteger(8),
    memberCount: Int(row.integer(9)), excellentCount: Int(row.integer(10)),
    unqualifiedCount: Int(row.integer(11)), failureCode: row.optionalText(12),
    failureText: row.optionalText(13).map { Bilingual(zh: $0, en: row.text(14)) })
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
