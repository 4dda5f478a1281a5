extension RecordKind {
  /// A day that differs from Monday-to-Friday: a holiday or a make-up workday (clause 9.1.2).
  public static let calendar = RecordKind(
    name: "calendar", key: ["date"],
    columns: [
      .column("date", .date),
      .column("kind", .choice(["workday", "rest"])),
    ],
    isFileRequired: true)
}
