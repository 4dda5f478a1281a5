// Clause 12.1.2, work discipline: confirmed incidents; a breach of secrecy or integrity is a veto.
import ScorerABI

enum Scorer {
  static let id: StaticString = "discipline"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "工作纪律"
  static let nameEn: StaticString = "work discipline"
  static let clause: StaticString = "12.1.2"

  enum Fact: Int32 {
    case offPost, wandering, chatting, gaming, ruleBreach, secrecyBreach, integrityBreach
    case adjustment
  }

  static var facts: [StaticString] {
    [
      "off_post", "wandering", "chatting", "gaming", "rule_breach", "secrecy_breach",
      "integrity_breach", "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case offPost, wandering, chatting, gaming, ruleBreach
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      points("off_post_points", "脱岗扣分", "points for being off post", 500),
      points("wandering_points", "串岗扣分", "points for wandering", 300),
      points("chatting_points", "闲聊扣分", "points for chatting", 300),
      points("gaming_points", "玩游戏扣分", "points for gaming", 500),
      points("rule_breach_points", "违反制度扣分", "points for a breach of rules", 500),
    ]
  }

  static let veto: UInt32 = 1
  static var flags: [StaticString] { ["veto"] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    ledger.count(.offPost, times: .offPost, clause: "10.2.1")
    ledger.count(.wandering, times: .wandering, clause: "10.2.1")
    ledger.count(.chatting, times: .chatting, clause: "10.2.1")
    ledger.count(.gaming, times: .gaming, clause: "10.2.1")
    ledger.count(.ruleBreach, times: .ruleBreach, clause: "10.2.1")
    ledger.adjust(.adjustment, clause: "12.1.2")
    if ledger.facts[.secrecyBreach] > 0 {
      ledger.reset(.secrecyBreach, raising: veto, clause: "10.2.2")
    }
    if ledger.facts[.integrityBreach] > 0 {
      ledger.reset(.integrityBreach, raising: veto, clause: "10.2.3")
    }
    ledger.clamp(clause: "12.1.2")
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    if score([(.wandering, 1), (.chatting, 1), (.gaming, 1)]) != 8900 { return 2 }
    if score([(.integrityBreach, 1), (.adjustment, 500)]) != 0 { return 3 }
    if score([(.ruleBreach, 30)]) != 0 { return 4 }
    return WINDOWSTAFF_SCORER_OK
  }
}
