// Clause 12.1.3, professional competence: cases and incidents (R), blended with the month's reviews
// (V, clause 12.2.3) where there are any.
import ScorerABI

enum Scorer {
  static let id: StaticString = "competence"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "业务能力"
  static let nameEn: StaticString = "professional competence"
  static let clause: StaticString = "12.1.3"

  enum Fact: Int32 {
    case overdueCases, returnedCases, oneTimeNotice, firstAsk
    case selfMarks, selfReviews, peerMarks, peerReviews, leaderMarks, leaderReviews, adjustment
  }

  static var facts: [StaticString] {
    [
      "overdue_cases", "returned_cases", "one_time_notice", "first_ask", "self_review_marks",
      "self_reviews", "peer_review_marks", "peer_reviews", "leader_review_marks", "leader_reviews",
      "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case overdueCase, returnedCase, oneTimeNotice, firstAsk, recordPercent, reviewPercent
    case selfWeight, peerWeight, leaderWeight
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      points("overdue_case_points", "超期办件扣分", "points for an overdue case", 300),
      points("returned_case_points", "退回办件扣分", "points for a returned case", 200),
      points(
        "one_time_notice_points", "未一次性告知扣分", "points for not telling everything at once", 500),
      points(
        "first_ask_points", "未执行首问负责扣分", "points for turning the first asker away", 500),
      parameter(
        "record_percent", "业务记录占比", "share of the records", WINDOWSTAFF_UNIT_PERCENT, 0...100, 60),
      parameter(
        "review_percent", "评议占比", "share of the reviews", WINDOWSTAFF_UNIT_PERCENT, 0...100, 40),
      weight("self_weight", "自评权重", "weight of the self review", 10),
      weight("peer_weight", "互评权重", "weight of the peers' reviews", 30),
      weight("leader_weight", "领导评价权重", "weight of the leaders' reviews", 60),
    ]
  }

  static var flags: [StaticString] { [] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    ledger.count(.overdueCases, times: .overdueCase, clause: "11.1.3")
    ledger.count(.returnedCases, times: .returnedCase, clause: "12.1.3")
    ledger.count(.oneTimeNotice, times: .oneTimeNotice, clause: "11.1.2")
    ledger.count(.firstAsk, times: .firstAsk, clause: "12.1.3")
    ledger.clamp(clause: "12.1.3")

    var sum: Int64 = 0
    var weights: Int64 = 0
    add(.selfMarks, .selfReviews, .selfWeight, &sum, &weights, &ledger)
    add(.peerMarks, .peerReviews, .peerWeight, &sum, &weights, &ledger)
    add(.leaderMarks, .leaderReviews, .leaderWeight, &sum, &weights, &ledger)
    if weights > 0 {
      ledger.blend(
        .recordPercent, with: rounded(sum, weights), .reviewPercent, clause: "12.2.3")
    }
    ledger.adjust(.adjustment, clause: "12.1.3")
    ledger.clamp(clause: "12.1.3")
  }

  /// A source enters with its rounded mean; one without reviews or weight does not.
  @inline(__always)
  private static func add(
    _ marks: Fact, _ reviews: Fact, _ weight: Parameter, _ sum: inout Int64,
    _ weights: inout Int64, _ ledger: inout Ledger
  ) {
    let count = ledger.facts[reviews]
    let share = ledger.parameters[weight]
    if count == 0 || share == 0 { return }
    ledger.show(
      WINDOWSTAFF_STEP_SOURCE, marks, weight, per: reviews, divisor: count, clause: "12.2.3")
    sum += share * rounded(ledger.facts[marks], count)
    weights += share
  }

  private static func weight(
    _ name: StaticString, _ zh: StaticString, _ en: StaticString, _ value: Int64
  ) -> windowstaff_scorer_parameter {
    parameter(name, zh, en, WINDOWSTAFF_UNIT_WEIGHT, 0...100, value)
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    if score([(.overdueCases, 2), (.returnedCases, 1)]) != 9200 { return 2 }
    let reviewed = score([
      (.overdueCases, 2), (.returnedCases, 1), (.selfMarks, 9550), (.selfReviews, 1),
      (.peerMarks, 18_125), (.peerReviews, 2),
    ])
    if reviewed != 9194 { return 3 }
    if score([(.firstAsk, 21), (.leaderMarks, 10_000), (.leaderReviews, 1)]) != 4000 { return 4 }
    return WINDOWSTAFF_SCORER_OK
  }
}
