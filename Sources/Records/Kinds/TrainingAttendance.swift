extension RecordKind {
  /// A member of whom a training is required (clause 8), and whether they came.
  public static let trainingAttendance = RecordKind(
    name: "training_attendance", key: ["training_id", "staff_no"],
    columns: [
      .column("training_id", .reference(to: "trainings")),
      .column("staff_no", .reference(to: "staff")),
      .column("status", .choice(["attended", "absent", "excused"])),
    ])
}
