/// A rule between the values of a policy.
struct PolicyCondition: Sendable {
  /// The parameters it is about, by name.
  let parameters: [String]
  /// The parameter that is named when the rule is broken; `weight_*` stands for all of its kind.
  let field: String
  /// The rule as a formula.
  let formula: String
  let clause: String
  let holds: @Sendable (Policy) -> Bool
}

extension PolicyCondition {
  /// The rules between the parameters of a schema.
  static func all(_ schema: PolicySchema) -> [PolicyCondition] {
    beforeWeights + [
      sum(schema.dimensions.map(\.weightName), field: "weight_*", clause: "12.1"),
      ordered(.qualifiedMin, .excellentMin, clause: "12.2.1"),
    ]
  }

  private static let beforeWeights: [PolicyCondition] = [
    ordered(.graceMinutes, .halfDayMinutes, clause: "9.1.3"),
    ordered(.halfDayMinutes, .fullDayMinutes, clause: "9.1.3"),
    sum(["record_percent", "review_percent"], field: "review_percent", clause: "12.1.3"),
    PolicyCondition(
      parameters: ["self_weight", "peer_weight", "leader_weight"], field: "leader_weight",
      formula: "self_weight + peer_weight + leader_weight > 0", clause: "12.2.3"
    ) { $0[.selfWeight] + $0[.peerWeight] + $0[.leaderWeight] > 0 },
    ordered(.level4Points, .level5Points, named: .level4Points, clause: "12.1.6"),
    ordered(.level3Points, .level4Points, named: .level3Points, clause: "12.1.6"),
    ordered(.level2Points, .level3Points, named: .level2Points, clause: "12.1.6"),
    ordered(.level1Points, .level2Points, named: .level1Points, clause: "12.1.6"),
  ]

  private static func ordered(
    _ low: PolicyParameter, _ high: PolicyParameter, named: PolicyParameter? = nil, clause: String
  ) -> PolicyCondition {
    PolicyCondition(
      parameters: [low.rawValue, high.rawValue], field: (named ?? high).rawValue,
      formula: "\(low.rawValue) ≤ \(high.rawValue)", clause: clause
    ) { $0[low] <= $0[high] }
  }

  private static func sum(
    _ parts: [String], field: String, clause: String
  ) -> PolicyCondition {
    let terms = parts.joined(separator: " + ")
    return PolicyCondition(
      parameters: parts, field: field, formula: "\(terms) = 100", clause: clause
    ) { policy in parts.reduce(0) { $0 + (policy.value(named: $1) ?? 0) } == 100 }
  }
}

extension Policy {
  /// Every rule between the values that is broken, in the order of the parameters.
  ///
  /// Rules about a parameter in `unknown` (its own value is refused already) are not asked.
  public func brokenConditions(unknown: Set<String> = []) -> [Problem] {
    PolicyCondition.all(schema).filter { condition in
      unknown.isDisjoint(with: condition.parameters) && !condition.holds(self)
    }.map { condition in
      let values = condition.parameters.compactMap { schema.descriptor(named: $0) }
        .map { "\($0.name) = \(text(of: $0))" }.joined(separator: ", ")
      return Problem(
        .policyCondition, .invalid, zh: "政策参数不满足 \(condition.formula)（\(values)）",
        en: "the policy breaks \(condition.formula) (\(values))",
        remedy: Bilingual(
          zh: "请修改其中的参数；未写出的参数取默认值。",
          en: "Change one of these parameters; those that are not given have their defaults."),
        clause: condition.clause, field: condition.field)
    }
  }
}
