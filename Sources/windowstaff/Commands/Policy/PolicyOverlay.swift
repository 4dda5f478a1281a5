import Rules

/// A policy with some values changed.
enum PolicyOverlay {
  /// - Throws: a `ProblemReport` of every value and condition that is wrong.
  static func policy(
    _ base: Policy, _ changes: [(name: String, value: String)]
  ) throws(ProblemReport) -> Policy {
    let names = Set(changes.map(\.name))
    let kept = base.schema.descriptors.filter { !names.contains($0.name) }
      .map { (name: $0.name, value: base.text(of: $0)) }
    return try Policy(kept + changes, schema: base.schema)
  }
}
