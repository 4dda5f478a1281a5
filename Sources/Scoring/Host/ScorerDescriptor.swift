public import Rules

/// What a scorer says of itself.
public struct ScorerDescriptor: Sendable, Hashable {
  /// The dimension that it scores.
  public let dimension: Dimension
  public let version: String
  public let label: Bilingual
  public let clause: String
  /// What it reads, in its own order.
  public let facts: [FactID]
  public let parameters: [ScorerParameter]
  /// Bit i of a member's flags is `flags[i]`.
  public let flags: [String]
  /// The file that it was loaded from.
  public let file: String

  /// The parameters' values under a policy, in the scorer's order; a parameter that the policy does
  /// not know has its default.
  public func values(under policy: Policy) -> [Int64] {
    parameters.map { policy.value(named: $0.name) ?? $0.defaultValue }
  }
}

extension PolicySchema {
  /// The parameters and dimensions of a county with these scorers.
  /// - Throws: `parameter_conflict`.
  public init(_ scorers: [ScorerDescriptor]) throws(Problem) {
    try self.init(
      dimensions: scorers.map { ($0.dimension, $0.label, $0.clause) },
      parameters: scorers.flatMap { scorer in
        scorer.parameters.map { $0.policy(clause: scorer.clause) }
      })
  }
}

/// A parameter of a scorer.
public struct ScorerParameter: Sendable, Hashable {
  /// How its values are written.
  public enum Unit: UInt32, Sendable {
    case points = 1
    case count, halves, percent, weight, minutes, days
  }

  public let name: String
  public let label: Bilingual
  public let unit: Unit
  public let range: ClosedRange<Int64>
  public let defaultValue: Int64

  /// As a policy has it.
  public func policy(clause: String) -> PolicyDescriptor {
    let policyUnit: PolicyDescriptor.Unit =
      switch unit {
      case .points: .points
      case .count: .count
      case .halves: .halves
      case .percent: .percent
      case .weight: .weight
      case .minutes: .minutes
      case .days: .days
      }
    return PolicyDescriptor(
      name: name, unit: policyUnit, range: range, defaultValue: defaultValue, label: label,
      clause: clause)
  }

  /// A value as people read it.
  public func text(of value: Int64) -> String {
    switch unit {
    case .points: hundredthsText(value)
    case .percent: "\(value)%"
    case .count, .halves, .weight, .minutes, .days: "\(value)"
    }
  }
}
