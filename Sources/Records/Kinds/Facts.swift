extension RecordKind {
  /// A whole number that a county keeps of a member's month by itself, for scorers of its own to
  /// read as `county.<name>`.
  public static let facts = RecordKind(
    name: "facts", key: ["staff_no", "month", "name"],
    columns: [
      .column("staff_no", .reference(to: "staff")),
      .column("month", .month),
      .column("name", .reference(to: "fact_names")),
      .column("value", .count(-1_000_000_000...1_000_000_000)),
    ],
    rules: [.id("name")])
}
