extension RecordKind {
  /// A member seen by an attendance device (clause 9.1.1).
  public static let punches = RecordKind(
    name: "punches", key: ["staff_no", "at", "device"],
    columns: [
      .column("staff_no", .reference(to: "staff")),
      .column("at", .time),
      .column("device", .text),
      .column("method", .choice(["face", "fingerprint", "card", "manual"])),
    ])
}
