extension RecordKind {
  /// A member: a clerk at a window (clause 5.2).
  public static let staff = RecordKind(
    name: "staff", key: ["staff_no"],
    columns: [
      .column("staff_no", .text),
      .column("name", .text).unscored,
      .column("center_code", .reference(to: "centers")),
      .column("unit_code", .reference(to: "units")),
      .column("window_code", .text).orEmpty().unscored,
      .column("employment", .choice(["civil_servant", "public_institution", "authorised_body"]))
        .unscored,
      .column("on_window_since", .date),
      .column("left_on", .date).orEmpty(),
    ],
    rules: [.after("on_window_since", "left_on")],
    isFileRequired: true)
}
