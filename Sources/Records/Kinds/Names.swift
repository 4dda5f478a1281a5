extension RecordKind {
  /// The ids of dimensions that records name. They have no file: the county's scorers and its
  /// policy say which there are.
  public static let dimensions = RecordKind(
    name: "dimensions", key: ["dimension"], columns: [.column("dimension", .text)])

  /// The names of county facts. They have no file: naming one makes it.
  public static let factNames = RecordKind(
    name: "fact_names", key: ["fact_name"], columns: [.column("fact_name", .text)])

  /// Kinds that are names alone, for records to refer to.
  public static let namesOnly: [RecordKind] = [.dimensions, .factNames]
}
