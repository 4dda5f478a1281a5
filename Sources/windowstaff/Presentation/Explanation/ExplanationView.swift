import Rules

/// Why a clerk's month came to what it came to, as it is shown: whether it was reckoned here or
/// came from the server.
struct ExplanationView {
  struct Dimension {
    let id: String
    let label: Bilingual
    let clause: String
    /// Percent of the total.
    let weight: Int64
    /// Centipoints; 10000 plus the steps' changes.
    let score: Int64
    let steps: [Step]
  }

  struct Step {
    let fact: String
    let label: Bilingual
    let quantity: Int64
    /// The change of the score.
    let centipoints: Int64
    /// With its value: `late_points = 2.00`.
    let parameters: [(name: String, value: String)]
    let clause: String
    let arithmetic: Bilingual
    let records: [Record]
  }

  struct Record {
    let kind: String
    /// The record's number or key; may be empty.
    let key: String
    /// `YYYY-MM-DD`, or empty.
    let date: String
    let text: Bilingual
  }

  let month: String
  let staffNo: String
  let name: String
  let centerCode: String
  let isProvisional: Bool
  let dimensions: [Dimension]
  let total: Int64
  let rank: Int
  let grade: Rules.Grade
  let gradeReasons: [Bilingual]
  let flags: [String]

  /// `20% × 100.00 + 20% × 89.00 + … = 89.60`.
  var totalArithmetic: String {
    dimensions.map { "\($0.weight)% × \(hundredthsText($0.score))" }.joined(separator: " + ")
      + " = \(hundredthsText(total))"
  }
}
