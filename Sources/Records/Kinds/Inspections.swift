extension RecordKind {
  /// The marks of a hygiene inspection, in points (clause 10.3).
  public static let inspections = RecordKind(
    name: "inspections", key: ["inspection_no"],
    columns: [
      .column("inspection_no", .text),
      .column("staff_no", .reference(to: "staff")),
      .column("date", .date),
      .column("desk", .count(0...100)),
      .column("window", .count(0...100)),
      .column("person", .count(0...100)),
    ])
}
