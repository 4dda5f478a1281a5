public import Rules

/// What a plugin says of itself beside its names.
public struct ScorerDeclaration: Sendable, Hashable {
  /// In its own order.
  public var facts: [String]
  public var flags: [String]
  public var parameters: [PolicyDescriptor]

  public init(facts: [String], flags: [String], parameters: [PolicyDescriptor]) {
    self.facts = facts
    self.flags = flags
    self.parameters = parameters
  }
}

/// The units of scorers' parameters; one's number is its place here and 1.
private let units: [PolicyDescriptor.Unit] = [
  .points, .count, .halves, .percent, .weight, .minutes, .days,
]

extension ReadSnapshot {
  /// By digest, the parameters of the county's plugins; `clauses` are the plugins' own.
  func scorerParameters(clauses: [String: String]) throws -> [String: [PolicyDescriptor]] {
    var parameters: [String: [PolicyDescriptor]] = [:]
    try database.query(
      """
      SELECT digest, name, unit, minimum, maximum, default_value, name_zh, name_en
        FROM scorer_parameters ORDER BY digest, place
      """
    ) { row in
      let digest = row.text(0)
      parameters[digest, default: []].append(
        PolicyDescriptor(
          name: row.text(1), unit: units[Int(row.integer(2)) - 1],
          range: row.integer(3)...row.integer(4), defaultValue: row.integer(5),
          label: Bilingual(zh: row.text(6), en: row.text(7)), clause: clauses[digest] ?? ""))
    }
    return parameters
  }
}

extension WriteTransaction {
  func setScorerParameters(_ parameters: [PolicyDescriptor], of digest: String) throws {
    try database.run("DELETE FROM scorer_parameters WHERE digest = ?", .text(digest))
    for (place, parameter) in parameters.enumerated() {
      guard let unit = units.firstIndex(of: parameter.unit) else {
        preconditionFailure("scorers have no parameters of this unit")
      }
      try database.run(
        """
        INSERT INTO scorer_parameters (digest, place, name, unit, minimum, maximum, default_value,
          name_zh, name_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, .text(digest), .int(place), .text(parameter.name), .int(unit + 1),
        .int(Int(parameter.range.lowerBound)), .int(Int(parameter.range.upperBound)),
        .int(Int(parameter.defaultValue)), .text(parameter.label.zh), .text(parameter.label.en))
    }
  }
}
