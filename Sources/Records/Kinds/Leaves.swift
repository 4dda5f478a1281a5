extension RecordKind {
  /// Sessions that a member asks to be away for (clause 9.2).
  public static let leaves = RecordKind(
    name: "leaves", key: ["leave_no"],
    columns: [
      .column("leave_no", .text),
      .column("staff_no", .reference(to: "staff")),
      .column(
        "kind",
        .choice([
          "personal", "sick", "annual", "maternity", "bereavement", "official", "outing",
        ])),
      .column("from_date", .date),
      .column("from_session", .session),
      .column("to_date", .date),
      .column("to_session", .session),
      .column("substitute_no", .reference(to: "staff")).orEmpty().unscored,
      .column("status", .decision),
    ],
    rules: [.sessions(from: "from_date", "from_session", to: "to_date", "to_session")])
}
