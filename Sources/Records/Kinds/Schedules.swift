extension RecordKind {
  /// The hours of a day from a date on, of a centre or (no centre) the county (clause 9.1.2).
  public static let schedules = RecordKind(
    name: "schedules", key: ["center_code", "from_date"],
    columns: [
      .column("center_code", .reference(to: "centers")).orEmpty(),
      .column("from_date", .date),
      .column("am_start", .clock(seconds: false)),
      .column("am_end", .clock(seconds: false)),
      .column("pm_start", .clock(seconds: false)),
      .column("pm_end", .clock(seconds: false)),
    ],
    rules: [.rising(["am_start", "am_end", "pm_start", "pm_end"])])
}
