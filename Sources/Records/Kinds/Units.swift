extension RecordKind {
  /// A unit that sends clerks to windows (clause 5.1).
  public static let units = RecordKind(
    name: "units", key: ["unit_code"],
    columns: [
      .column("unit_code", .text),
      .column("name", .text).unscored,
      .column(
        "kind",
        .choice([
          "department", "approval_bureau", "data_bureau", "third_party", "township_government",
        ])),
    ])
}
