extension RecordKind {
  /// A member’s attempt at an exam; the second is the make-up (clause 8.4).
  public static let exams = RecordKind(
    name: "exams", key: ["exam_id", "staff_no", "attempt"],
    columns: [
      .column("exam_id", .text),
      .column("staff_no", .reference(to: "staff")),
      .column("date", .date),
      .column("theory", .mark).unscored,
      .column("practical", .mark).unscored,
      .column("grade", .choice(["excellent", "qualified", "unqualified"])),
      .column("attempt", .digit(1...2)),
    ])
}
