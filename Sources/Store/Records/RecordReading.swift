public import Records
public import Rules

extension ReadSnapshot {
  /// The records that the appraisal of these months depends on, as `Scoring` takes them.
  ///
  /// Centres, units, staff, calendar, schedules and policy are there whole; dated kinds as far as
  /// they touch the months: leaves that overlap them, cases finished in them or open and overdue at
  /// their end, trainings with their attendance by the training's date.
  /// - Parameters:
  ///   - months: all records when nil.
  ///   - member: a staff number: only that member and their records (other members are then only
  ///     codes).
  ///   - columns: `.scoring` leaves out what no score depends on, which is faster.
  ///   - schema: the parameters that the county has.
  public func records(
    months: ClosedRange<YearMonth>? = nil, member: String? = nil,
    columns: ColumnSelection = .all, schema: PolicySchema = .standard
  ) throws -> RecordSet {
    var loader = RecordLoader(database, columns)
    try loader.selectMember(member)
    var tables: [String: RecordTable] = [:]
    for kind in RecordKind.all where kind != .punches {
      try checkCancellation()
      tables[kind.name] = try loader.table(kind, months)
    }
    let wanted = try monthsWithPunches().filter { months?.contains($0) ?? true }
    let punches = try punches(wanted, members: loader.members)
    return RecordSet(
      tables: tables, punches: punches, codes: loader.codes,
      policy: try policy(schema))
  }

  /// The county's policy: the defaults, with the stored values over them.
  public func policy(_ schema: PolicySchema = .standard) throws -> Policy {
    var policy = Policy(schema: schema)
    try database.query("SELECT name, value FROM policy") { row in
      // Values were checked when they came in; one that the county no longer has has no effect.
      if let parameter = schema.descriptor(named: row.text(0)),
        let value = try? parameter.value(of: row.text(1))
      {
        policy.set(parameter.name, to: value)
      }
    }
    return policy
  }

  /// What an import may refer to without carrying it.
  public func knownCodes() throws -> KnownCodes {
    var known = KnownCodes()
    for kind in RecordKind.referenced where !RecordKind.namesOnly.contains(kind) {
      var codes: [String] = []
      try database.query(
        """
        SELECT \(kind.codeColumn) FROM \(kind.name) WHERE \(kind.listedCondition)
          ORDER BY \(kind.codeColumn)
        """
      ) { codes.append($0.text(0)) }
      if !codes.isEmpty { known.codes[kind.name] = codes }
    }
    known.hasCalendar = try database.first("SELECT 1 FROM calendar LIMIT 1") { _ in true } ?? false
    return known
  }

  /// Whether a record of a referenced kind (centre, unit, member, training) has this code.
  public func isListed(_ kind: RecordKind, _ code: String) throws -> Bool {
    try database.first(
      "SELECT 1 FROM \(kind.name) WHERE \(kind.codeColumn) = ? AND \(kind.listedCondition)",
      .text(code)
    ) { _ in true } ?? false
  }

  /// How many records of each kind are stored.
  public func recordCounts() throws -> [(kind: String, count: Int)] {
    try RecordKind.all.map { kind in
      let sql =
        kind == .punches
        ? "SELECT sum(count) FROM punch_months"
        : "SELECT count(*) FROM \(kind.name) WHERE \(kind.listedCondition)"
      return (kind.name, Int(try database.first(sql) { $0.integer(0) } ?? 0))
    }
  }
}
