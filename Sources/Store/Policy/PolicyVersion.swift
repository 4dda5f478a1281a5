public import Rules

/// One version of a county's policy.
///
/// Version 1 is what the `policy` records say and holds from the beginning; later versions hold
/// from their month on and never change.
public struct PolicyVersion: Sendable, Hashable {
  public var number: Int
  /// nil: from the beginning.
  public var fromMonth: YearMonth?
  public var note: String
  public var creator: String
  /// UTC seconds; 0 for version 1.
  public var createdAt: Int64
  /// The values that it has other than the defaults, as they are written in a file.
  public var values: [String: String]

  public init(
    number: Int, fromMonth: YearMonth?, note: String, creator: String, createdAt: Int64,
    values: [String: String]
  ) {
    self.number = number
    self.fromMonth = fromMonth
    self.note = note
    self.creator = creator
    self.createdAt = createdAt
    self.values = values
  }
}

extension ReadSnapshot {
  /// All versions, in the order of their numbers.
  public func policyVersions() throws -> [PolicyVersion] {
    var first = PolicyVersion(
      number: 1, fromMonth: nil, note: "", creator: "", createdAt: 0, values: [:])
    try database.query("SELECT name, value FROM policy") { row in
      first.values[row.text(0)] = row.text(1)
    }
    var versions = [first]
    try database.query(
      "SELECT number, from_month, note, creator, created_at FROM policy_versions ORDER BY number"
    ) { row in
      versions.append(
        PolicyVersion(
          number: Int(row.integer(0)), fromMonth: YearMonth(ordinal: Int(row.integer(1))),
          note: row.text(2), creator: row.text(3), createdAt: row.integer(4), values: [:]))
    }
    for index in versions.indices.dropFirst() {
      try database.query(
        "SELECT name, value FROM policy_values WHERE version = ?", [.int(versions[index].number)]
      ) { row in versions[index].values[row.text(0)] = row.text(1) }
    }
    return versions
  }

  /// - Throws: `policy_unknown`.
  public func policyVersion(_ number: Int) throws -> PolicyVersion {
    guard let version = try policyVersions().first(where: { $0.number == number }) else {
      throw Problem.policyUnknown(number)
    }
    return version
  }

  /// The version in force in a month: the one with the latest first month; of two with the same,
  /// the later one.
  public func policyVersion(in month: YearMonth) throws -> PolicyVersion {
    let holding = try policyVersions().filter { ($0.fromMonth ?? month) <= month }
    return holding.max { a, b in
      let (from, other) = (a.fromMonth?.ordinal ?? .min, b.fromMonth?.ordinal ?? .min)
      return from != other ? from < other : a.number < b.number
    }
      ?? PolicyVersion(
        number: 1, fromMonth: nil, note: "", creator: "", createdAt: 0, values: [:])
  }
}

extension WriteTransaction {
  /// Adds a version; its values are checked by then.
  /// - Parameter version: its number is chosen here.
  /// - Throws: `month_sealed`.
  public func addPolicyVersion(
    _ version: PolicyVersion, from month: YearMonth
  ) throws -> PolicyVersion {
    try EffectiveMonth.check(month, lastSealed: lastSealedMonth())
    var added = version
    added.fromMonth = month
    added.number = (try policyVersions().last?.number ?? 1) + 1
    try database.run(
      """
      INSERT INTO policy_versions (number, from_month, note, creator, created_at)
        VALUES (?, ?, ?, ?, ?)
      """, .int(added.number), .int(month.ordinal), .text(added.note), .text(added.creator),
      .int(added.createdAt))
    for (name, value) in added.values.sorted(by: { $0.key < $1.key }) {
      try database.run(
        "INSERT INTO policy_values (version, name, value) VALUES (?, ?, ?)", .int(added.number),
        .text(name), .text(value))
    }
    return added
  }
}
