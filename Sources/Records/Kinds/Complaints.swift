extension RecordKind {
  /// A citizen against a member (clause 6.2 j); the date is of the decision, of receipt while
  /// pending.
  public static let complaints = RecordKind(
    name: "complaints", key: ["complaint_no"],
    columns: [
      .column("complaint_no", .text),
      .column("staff_no", .reference(to: "staff")),
      .column("date", .date),
      .column("channel", .choice(["complaint", "petition"])),
      .column("kind", .choice(["conduct", "business", "discipline"])),
      .column("status", .choice(["upheld", "pending", "dismissed"])),
    ])
}
