extension RecordKind {
  /// A late record of a sealed month, carried over to a later one: signed points.
  public static let adjustments = RecordKind(
    name: "adjustments", key: ["staff_no", "month", "dimension"],
    columns: [
      .column("staff_no", .reference(to: "staff")),
      .column("month", .month),
      .column("dimension", .reference(to: "dimensions")),
      .column("points", .hundredths(-2_000_000_000...2_000_000_000)),
      .column("reason", .text).optional().unscored,
    ])
}
