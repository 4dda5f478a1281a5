public import Rules

/// Why a member's month came to what it came to: every centipoint, its fact, its parameter, its
/// clause and the records behind it. The steps are checked to add up to the scores.
public struct Explanation: Sendable, Hashable {
  public let month: YearMonth
  public let staffNo: String
  /// Empty where the records were read without names.
  public let name: String
  public let centerCode: String
  public let workdaysDue: Int
  /// The month was not over when it was scored.
  public let isProvisional: Bool
  public let dimensions: [DimensionExplanation]
  /// Centipoints.
  public let total: Int64
  public let rank: Int
  /// How many were ranked together, and whether they are the centre's or the county's.
  public let groupSize: Int
  public let isRankedInCenter: Bool
  public let grade: Grade
  public let gradeReason: Bilingual
  public let flags: [String]
}

/// One dimension's way from 100.00 to its score.
public struct DimensionExplanation: Sendable, Hashable {
  public let dimension: Dimension
  public let label: Bilingual
  public let clause: String
  public let scorerVersion: String
  /// Percent of the total.
  public let weight: Int64
  /// Centipoints; 10000 plus the steps' changes.
  public let score: Int64
  public let steps: [ExplainedStep]
}

/// One step of a dimension.
public struct ExplainedStep: Sendable, Hashable {
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let label: Bilingual
    /// As people read it.
    public let value: String
  }

  public let kind: ScorerStep.Kind
  public let fact: FactID?
  /// What happened.
  public let label: Bilingual
  public let quantity: Int64
  /// The change of the score; 0 where a step only shows a part of a later one.
  public let centipoints: Int64
  public let scoreAfter: Int64
  public let parameters: [Parameter]
  public let clause: String
  public let arithmetic: Bilingual
  public let evidence: [Evidence]
}

/// A record behind a step.
public struct Evidence: Sendable, Hashable {
  /// The kind of records, by name.
  public let kind: String
  /// The record's number, where it has one and it was read.
  public let number: String?
  public let day: Day?
  public let session: Session?
  /// How much of the fact it makes.
  public let quantity: Int64
  public let text: Bilingual
}
