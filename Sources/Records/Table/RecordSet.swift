/// A county's records as the scoring core takes them: from a folder of files or from the store, the
/// same columns.
public struct RecordSet: Sendable {
  /// By kind name. `staff` and `calendar` are always there. `punches` is not: see `punches`.
  public var tables: [String: RecordTable]
  /// The punches by member.
  public var punches: PunchColumns

  public init(tables: [String: RecordTable], punches: PunchColumns) {
    self.tables = tables
    self.punches = punches
  }
}
