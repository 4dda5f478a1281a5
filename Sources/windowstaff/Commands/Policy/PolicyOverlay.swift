import Rules
import Scoring

/// A policy with some values changed.
enum PolicyOverlay {
  /// - Throws: a `ProblemReport` of every value and condition that is wrong.
  static func policy(
    _ base: Policy, _ changes: [(name: String, value: String)], for host: any ScorerHost
  ) throws(ProblemReport) -> Policy {
    let names = Set(changes.map(\.name))
    let kept = PolicyParameter.allCases.filter { !names.contains($0.rawValue) }
      .map { (name: $0.rawValue, value: base.text(of: $0)) }
    return try Policy(kept + changes)
  }
}
