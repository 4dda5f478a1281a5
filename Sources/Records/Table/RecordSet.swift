public import Rules

/// A county's records as the scoring core takes them: from a folder of files or from the store, the
/// same columns.
public struct RecordSet: Sendable {
  /// By kind name: every kind but `punches`, without rows where there are none.
  public var tables: [String: RecordTable]
  /// The punches by member (index in `staff`).
  public var punches: PunchColumns
  /// What `reference(to:)` columns point into, by kind name (`centers`, `units`, `staff`,
  /// `trainings`): first the rows of the kind's own table in their order, then codes that the store
  /// knows or, of centres and units nobody has listed, that rows name.
  public var codes: [String: CodeTable]
  /// The defaults, with the values of the `policy` table over them.
  public var policy: Policy

  public init(
    tables: [String: RecordTable], punches: PunchColumns, codes: [String: CodeTable], policy: Policy
  ) {
    self.tables = tables
    self.punches = punches
    self.codes = codes
    self.policy = policy
  }

  /// The table of a kind; without rows where there is none.
  public subscript(_ kind: RecordKind) -> RecordTable {
    tables[kind.name] ?? RecordTable(emptyOf: kind)
  }

  /// Staff numbers by member index.
  public var staff: CodeTable { codes[RecordKind.staff.name] ?? CodeTable() }
}
