extension RecordKind {
  /// A matter that a citizen brought to a window, with its legal time limit (clause 11).
  public static let cases = RecordKind(
    name: "cases", key: ["case_no"],
    columns: [
      .column("case_no", .text).unscored,
      .column("staff_no", .reference(to: "staff")),
      .column("item_code", .text).unscored,
      .column("accepted_at", .time),
      .column("due_at", .time),
      .column("finished_at", .time).orEmpty(),
      .column("returned", .count(0...Int32.max)),
    ],
    rules: [.notBefore("accepted_at", "finished_at")])
}
