// Clause 12.1.5, hygiene: the mean of desk, window and person over the month's inspections.
import ScorerABI

enum Scorer {
  static let id: StaticString = "hygiene"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "卫生管理"
  static let nameEn: StaticString = "hygiene"
  static let clause: StaticString = "12.1.5"

  enum Fact: Int32 {
    case inspectionMarks, inspections, adjustment
  }

  static var facts: [StaticString] { ["inspection_marks", "inspections", "adjustment"] }

  enum Parameter: Int32 { case none }

  static var parameters: [windowstaff_scorer_parameter] { [] }
  static var flags: [StaticString] { [] }

  /// Desk, window and person.
  static let marksPerInspection: Int64 = 3

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    let inspections = ledger.facts[.inspections]
    if inspections > 0 {
      ledger.mean(
        ledger.facts[.inspectionMarks], marksPerInspection * inspections, of: .inspectionMarks,
        per: .inspections, clause: "12.1.5")
    }
    ledger.adjust(.adjustment, clause: "12.1.5")
    ledger.clamp(clause: "12.1.5")
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    if score([(.inspectionMarks, 55_000), (.inspections, 2)]) != 9167 { return 2 }
    return WINDOWSTAFF_SCORER_OK
  }
}
