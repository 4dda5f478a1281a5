// A scorer to begin with, in Embedded Swift: a dimension `template` that takes points for every
// late arrival. Give it an id, a name and a clause of your own, name the facts that you read
// (`windowstaff facts` lists them) and your parameters, and write `appraise`. `Support.swift` makes
// a plugin of it.
import ScorerABI

enum Scorer {
  static let id: StaticString = "template"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "模板"
  static let nameEn: StaticString = "template"
  static let clause: StaticString = "12.1"

  enum Fact: Int32 {
    case late, adjustment
  }

  static var facts: [StaticString] { ["late", "adjustment"] }

  enum Parameter: Int32 {
    case points
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [points("template_late_points", "每次迟到扣分", "points off for a late arrival", 200)]
  }

  static var flags: [StaticString] { [] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    ledger.count(.late, times: .points, clause: "12.1")
    ledger.adjust(.adjustment, clause: "12.1")
    ledger.clamp(clause: "12.1")
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    if score([(.late, 3)]) != 9400 { return 2 }
    return WINDOWSTAFF_SCORER_OK
  }
}
