extension RecordKind {
  /// A training session (clause 8).
  public static let trainings = RecordKind(
    name: "trainings", key: ["training_id"],
    columns: [
      .column("training_id", .text),
      .column("date", .date),
      .column("title", .text).unscored,
      .column("category", .choice(["political", "business", "service", "it"])).unscored,
      .column("mode", .choice(["lecture", "online", "visit", "drill"])).unscored,
    ])
}
