public import Rules

extension ReadSnapshot {
  /// The latest month whose results are sealed; nil when none is.
  public func lastSealedMonth() throws -> YearMonth? {
    try database.first(
      "SELECT month FROM sealed_months ORDER BY month DESC LIMIT 1"
    ) { YearMonth(ordinal: Int($0.integer(0))) }
  }
}
