extension RecordKind {
  /// What a citizen thought of the service: 5 is very satisfied (clause 12.1.6).
  public static let ratings = RecordKind(
    name: "ratings", key: ["rating_no"],
    columns: [
      .column("rating_no", .text).unscored,
      .column("staff_no", .reference(to: "staff")),
      .column("at", .time),
      .column("level", .digit(1...5)),
      .column("case_no", .text).orEmpty().unscored,
      .column("status", .choice(["valid", "excluded"])).optional(meaning: "valid"),
      .column("comment", .text).optional().unscored,
    ])
}
