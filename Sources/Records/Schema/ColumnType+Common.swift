/// Types that several kinds share.
extension ColumnType {
  /// The morning or the afternoon.
  static let session = ColumnType.choice(["am", "pm"])
  /// Where a request of a member stands.
  static let decision = ColumnType.choice(["approved", "pending", "rejected"])
  /// A mark in points.
  static let mark = ColumnType.hundredths(0...10_000)
}
