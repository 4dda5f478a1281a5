public import Rules

/// What a scorer says of itself.
public struct ScorerDescriptor: Sendable, Hashable {
  /// The dimension that it scores.
  public let dimension: Dimension
  public let version: String
  public let label: Bilingual
  public let clause: String
  /// What it reads, in its own order.
  public let facts: [Fact]
  public let parameters: [ScorerParameter]
  /// Bit i of a member's flags is `flags[i]`.
  public let flags: [String]
  /// The file that it was loaded from.
  public let file: String

  /// The parameters' values under a policy, in the scorer's order; a parameter that the policy does
  /// not know has its default.
  public func values(under policy: Policy) -> [Int64] {
    parameters.map { parameter in
      PolicyParameter(rawValue: parameter.name).map { policy[$0] } ?? parameter.defaultValue
    }
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

  /// A value as people read it.
  public func text(of value: Int64) -> String {
    switch unit {
    case .points: hundredthsText(value)
    case .percent: "\(value)%"
    case .count, .halves, .weight, .minutes, .days: "\(value)"
    }
  }
}
