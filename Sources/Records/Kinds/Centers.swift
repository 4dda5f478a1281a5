extension RecordKind {
  /// A service centre of the county or a township (clause 5.1).
  public static let centers = RecordKind(
    name: "centers", key: ["center_code"],
    columns: [
      .column("center_code", .text),
      .column("name", .text).unscored,
      .column("level", .choice(["county", "township"])),
    ])
}
