public import Rules

extension ReadSnapshot {
  /// A page of the month's results in force, by centre, rank and number; empty before the first
  /// run.
  /// - Throws: `page_token_invalid` for a token of another list or filter, or of results that a
  ///   later run has replaced.
  public func monthResults(
    _ month: YearMonth, _ filter: ResultFilter = ResultFilter(), pageSize: Int,
    pageToken: String? = nil
  ) throws -> Page<MonthResult> {
    try page(.month(month), filter, pageSize, pageToken, MonthResult.init(row:))
  }

  /// All of the month's results in force, of one centre or of the county, in the order of pages.
  public func monthResults(_ month: YearMonth, centerCode: String?) throws -> [MonthResult] {
    guard let run = try currentRun(.month(month)) else { return [] }
    var results: [MonthResult] = []
    try database.query(
      """
      \(resultSelect) WHERE id BETWEEN ? AND ? AND (? IS NULL OR center_code = ?) ORDER BY id
      """,
      [
        .int(resultID(run: run.id, row: 0)), .int(resultID(run: run.id + 1, row: 0) - 1),
        .optional(centerCode), .optional(centerCode),
      ]
    ) { results.append(try MonthResult(row: $0)) }
    return results
  }

  /// A page of the year's results in force.
  public func yearResults(
    _ year: Int, _ filter: ResultFilter = ResultFilter(), pageSize: Int, pageToken: String? = nil
  ) throws -> Page<YearResult> {
    try page(.year(year), filter, pageSize, pageToken, YearResult.init(row:))
  }

  /// One member's result in force.
  public func monthResult(_ month: YearMonth, staffNo: String) throws -> MonthResult? {
    try one(.month(month), staffNo, MonthResult.init(row:))
  }

  /// One member's result in force.
  public func yearResult(_ year: Int, staffNo: String) throws -> YearResult? {
    try one(.year(year), staffNo, YearResult.init(row:))
  }

  private func page<Result>(
    _ period: AppraisalPeriod, _ filter: ResultFilter, _ pageSize: Int, _ token: String?,
    _ read: (Statement) throws -> Result
  ) throws -> Page<Result> {
    guard let run = try currentRun(period) else { return Page(items: [], nextToken: nil) }
    let size = min(max(pageSize, 1), StoreLimits.pageSizeAtMost)
    let list =
      "results \(run.id) \(filter.centerCode ?? "\u{1F}") \(filter.grade.map(String.init) ?? "")"
      + (filter.scopes?.listIdentity ?? "")
    var after = resultID(run: run.id, row: 0) - 1
    if let token { after = Int64(try PageToken.position(token, of: list)) ?? after }
    var values: [Value] = [
      .int(after), .int(resultID(run: run.id + 1, row: 0)), .optional(filter.centerCode),
      .optional(filter.centerCode), .optional(filter.grade.map(Int64.init)),
      .optional(filter.grade.map(Int64.init)),
    ]
    values += filter.scopes?.values ?? []
    values.append(.int(size + 1))
    let within =
      filter.scopes.map { scopes in
        " AND staff_no IN (SELECT s.staff_no \(staffTables) WHERE \(scopes.staffCondition))"
      } ?? ""
    var items: [Result] = []
    var last = after
    var isMore = false
    try database.query(
      """
      \(resultSelect) WHERE id > ? AND id < ? AND (? IS NULL OR center_code = ?)
        AND (? IS NULL OR grade = ?)\(within) ORDER BY id LIMIT ?
      """, values
    ) { row in
      guard items.count < size else {
        isMore = true
        return
      }
      items.append(try read(row))
      last = row.integer(0)
    }
    return Page(items: items, nextToken: isMore ? PageToken.make(String(last), of: list) : nil)
  }

  private func one<Result>(
    _ period: AppraisalPeriod, _ staffNo: String, _ read: (Statement) throws -> Result
  ) throws -> Result? {
    guard let run = try currentRun(period) else { return nil }
    return try database.first(
      """
      \(resultSelect) WHERE id =
        (SELECT result_id FROM appraisal_members WHERE run_id = ? AND staff_no = ?)
      """, .int(run.id), .text(staffNo), read: read)
  }
}

private let resultSelect =
  "SELECT id, center_code, staff_no, grade, figures FROM appraisal_results"
