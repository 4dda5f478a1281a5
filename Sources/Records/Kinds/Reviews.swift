extension RecordKind {
  /// A mark that a reviewer gave (clause 12.2.3).
  public static let reviews = RecordKind(
    name: "reviews", key: ["staff_no", "month", "source", "reviewer_no", "dimension"],
    columns: [
      .column("staff_no", .reference(to: "staff")),
      .column("month", .month),
      .column("source", .choice(["self", "peer", "leader"])),
      .column("reviewer_no", .text).unscored,
      .column("dimension", .reference(to: "dimensions")),
      .column("mark", .mark),
    ],
    rules: [.reviewer("reviewer_no", source: "source", member: "staff_no")])
}
