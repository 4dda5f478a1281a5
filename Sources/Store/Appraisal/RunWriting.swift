import Rules

extension WriteTransaction {
  /// Notes that a run of the appraisal has begun. The caller sees to it that a period has one run
  /// at a time: another that is noted as running could not note its end, and has failed.
  /// - Throws: `month_sealed` for a month whose results are sealed. A year's may be reckoned anew:
  ///   its months stay as they are.
  public func beginRun(_ start: AppraisalRunStart) throws -> AppraisalRun {
    if case .month(let month) = start.period {
      try EffectiveMonth.check(month, lastSealed: lastSealedMonth())
    }
    try failInterruptedRuns(database, of: start.period.stored)
    let id = try database.first(
      """
      INSERT INTO appraisal_runs (period, status, is_current, is_provisional, policy_version,
        plugin_digests, engine_version, dimensions, flag_names, started_at, member_count,
        excellent_count, unqualified_count)
        VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0) RETURNING id
      """, .int(start.period.stored), .int(AppraisalRun.Status.running.rawValue),
      .int(start.isProvisional ? 1 : 0), .text(start.policyVersion),
      .text(start.pluginDigests.joined(separator: "\n")), .text(start.engineVersion),
      .text(start.dimensions.map(\.rawValue).joined(separator: " ")),
      .text(start.flagNames.joined(separator: " ")), .int(start.startedAt)
    ) { $0.integer(0) }
    guard let id, let run = try run(id) else { preconditionFailure("a run that was made is gone") }
    return run
  }

  /// Ends a month's run with its results, which take the place of the last good run's at once.
  ///
  /// - Parameters:
  ///   - monthResults: ordered by center_code, rank, staff_no (bytewise): pages keep this order.
  ///   - at: UTC seconds.
  /// - Throws: `run_not_running`.
  public func finishRun(_ id: Int64, monthResults: [MonthResult], at: Int64) throws {
    try finish(id, at, count: monthResults.count) { row in
      let result = monthResults[row]
      return (result.centerCode, result.staffNo, result.grade, result.figures)
    }
  }

  /// As for a month, ordered by center_code, rank (not graded last), staff_no.
  public func finishRun(_ id: Int64, yearResults: [YearResult], at: Int64) throws {
    try finish(id, at, count: yearResults.count) { row in
      let result = yearResults[row]
      return (result.centerCode, result.staffNo, result.grade, result.figures)
    }
  }

  /// Ends a run without results; those of the last good run stay.
  /// - Throws: `run_not_running`.
  public func endRun(_ id: Int64, _ end: AppraisalRunEnd, at: Int64) throws {
    _ = try runningPeriod(id)
    let status: AppraisalRun.Status
    var problem: Problem?
    switch end {
    case .cancelled: status = .cancelled
    case .failed(let reason): (status, problem) = (.failed, reason)
    }
    try database.run(
      """
      UPDATE appraisal_runs SET status = ?, finished_at = ?, failure_code = ?, failure_zh = ?,
        failure_en = ? WHERE id = ?
      """, .int(status.rawValue), .int(at), .optional(problem?.code.rawValue),
      .optional(problem?.text.zh), .optional(problem?.text.en), .int(id))
  }

  private func finish(
    _ id: Int64, _ at: Int64, count: Int,
    row: (Int) -> (center: String, staffNo: String, grade: Int32, figures: [UInt8])
  ) throws {
    let period = try runningPeriod(id)
    try dropResults(of: period)
    let result = try database.statement(
      """
      INSERT INTO appraisal_results (id, center_code, staff_no, grade, figures)
        VALUES (?, ?, ?, ?, ?)
      """)
    // By grade, as the results number them.
    var counts = [Int32: Int]()
    for index in 0..<count {
      if index % StoreLimits.recordsPerStep == 0 { try checkCancellation() }
      let (center, staffNo, grade, figures) = row(index)
      counts[grade, default: 0] += 1
      result.bind(1, resultID(run: id, row: index))
      result.bind(2, center)
      result.bind(3, staffNo)
      result.bind(4, Int64(grade))
      figures.withUnsafeBytes { result.bind(5, copying: $0) }
      try result.execute()
    }
    // One insertion in the order of its key is several times faster than one by one.
    try database.run(
      """
      INSERT INTO appraisal_members (run_id, staff_no, result_id)
        SELECT ?, staff_no, id FROM appraisal_results WHERE id BETWEEN ? AND ? ORDER BY staff_no
      """, .int(id), .int(resultID(run: id, row: 0)), .int(resultID(run: id + 1, row: 0) - 1))
    try database.run(
      """
      UPDATE appraisal_runs SET status = ?, is_current = 1, finished_at = ?, member_count = ?,
        excellent_count = ?, unqualified_count = ? WHERE id = ?
      """, .int(AppraisalRun.Status.finished.rawValue), .int(at), .int(count),
      .int(counts[1] ?? 0), .int(counts[3] ?? 0), .int(id))
  }

  /// Removes the results of the period's last good run; the run itself stays in the history.
  private func dropResults(of period: Int64) throws {
    let old = try database.first(
      "SELECT id FROM appraisal_runs WHERE period = ? AND is_current = 1", .int(period)
    ) { $0.integer(0) }
    guard let old else { return }
    try database.run(
      "DELETE FROM appraisal_results WHERE id BETWEEN ? AND ?", .int(resultID(run: old, row: 0)),
      .int(resultID(run: old + 1, row: 0) - 1))
    try database.run("DELETE FROM appraisal_members WHERE run_id = ?", .int(old))
    try database.run("UPDATE appraisal_runs SET is_current = 0 WHERE id = ?", .int(old))
  }

  private func runningPeriod(_ id: Int64) throws -> Int64 {
    let period = try database.first(
      "SELECT period FROM appraisal_runs WHERE id = ? AND status = ?", .int(id),
      .int(AppraisalRun.Status.running.rawValue)
    ) { $0.integer(0) }
    if let period { return period }
    throw Problem(
      .runNotRunning, .precondition, zh: "考核 \(id) 不存在或已经结束",
      en: "appraisal run \(id) is not there or has ended",
      remedy: Bilingual(zh: "重新发起考核", en: "start a new run"))
  }
}

/// Results of a run are one range of rows, in the order that pages show.
func resultID(run: Int64, row: Int) -> Int64 { run << 24 | Int64(row) }
