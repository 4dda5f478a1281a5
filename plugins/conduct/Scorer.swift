// Clause 12.1.4, conduct and appearance: confirmed incidents, complaints about conduct, petitions.
import ScorerABI

enum Scorer {
  static let id: StaticString = "conduct"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "行为形象"
  static let nameEn: StaticString = "conduct and appearance"
  static let clause: StaticString = "12.1.4"

  enum Fact: Int32 {
    case attitude, language, appearance, dress, badge, conductComplaints, petitions, adjustment
  }

  static var facts: [StaticString] {
    [
      "attitude", "language", "appearance", "dress", "badge", "upheld_conduct_complaints",
      "upheld_petitions", "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case attitude, language, appearance, dress, badge, conductComplaint, petition
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      points("attitude_points", "服务态度扣分", "points for attitude", 500),
      points("language_points", "用语不文明扣分", "points for language", 500),
      points("appearance_points", "仪容仪表扣分", "points for appearance", 200),
      points("dress_points", "着装扣分", "points for dress", 300),
      points("badge_points", "未戴工牌扣分", "points for a missing badge", 200),
      points(
        "conduct_complaint_points", "行为类投诉扣分", "points for a complaint about conduct", 1000),
      points("petition_points", "信访扣分", "points for a petition", 1000),
    ]
  }

  static var flags: [StaticString] { [] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    ledger.count(.attitude, times: .attitude, clause: "10.1.1")
    ledger.count(.language, times: .language, clause: "10.1.3")
    ledger.count(.appearance, times: .appearance, clause: "10.3.3")
    ledger.count(.dress, times: .dress, clause: "10.3.1")
    ledger.count(.badge, times: .badge, clause: "10.3.2")
    ledger.count(.conductComplaints, times: .conductComplaint, clause: "12.1.4")
    ledger.count(.petitions, times: .petition, clause: "12.1.4")
    ledger.adjust(.adjustment, clause: "12.1.4")
    ledger.clamp(clause: "12.1.4")
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    if score([(.attitude, 1), (.badge, 1), (.conductComplaints, 1), (.petitions, 1)]) != 7300 {
      return 2
    }
    if score([(.petitions, 11)]) != 0 { return 3 }
    return WINDOWSTAFF_SCORER_OK
  }
}
