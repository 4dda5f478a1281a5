extension RecordKind {
  /// A breach of clause 10 that somebody has seen.
  public static let incidents = RecordKind(
    name: "incidents", key: ["incident_no"],
    columns: [
      .column("incident_no", .text),
      .column("staff_no", .reference(to: "staff")),
      .column("date", .date),
      .column("time", .clock(seconds: true)).orEmpty(),
      .column(
        "kind",
        .choice([
          "off_post", "wandering", "chatting", "gaming", "rule_breach", "secrecy_breach",
          "integrity_breach", "attitude", "language", "appearance", "dress", "badge",
          "one_time_notice", "first_ask",
        ])),
      .column("minutes", .count(0...Int32.max)).orEmpty(meaning: "0"),
      .column("status", .choice(["confirmed", "pending", "dismissed"])),
      .column("source", .choice(["inspection", "camera", "complaint", "self", "leader"])).unscored,
      .column("note", .text).optional().unscored,
    ])
}
