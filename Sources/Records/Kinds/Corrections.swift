extension RecordKind {
  /// A punch that the device missed, filed afterwards (clause 9.1).
  public static let corrections = RecordKind(
    name: "corrections", key: ["staff_no", "date", "session", "direction"],
    columns: [
      .column("staff_no", .reference(to: "staff")),
      .column("date", .date),
      .column("session", .session),
      .column("direction", .choice(["in", "out"])),
      .column("status", .decision),
    ])
}
