extension RecordKind {
  /// A value of the appraisal that the county has set itself.
  public static let policy = RecordKind(
    name: "policy", key: ["name"],
    columns: [
      .column("name", .text),
      .column("value", .text),
    ],
    rules: [.policyValue(name: "name", value: "value")])
}
