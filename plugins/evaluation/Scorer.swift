// Clause 12.1.6, evaluation: the mean of the citizens' ratings, less upheld complaints.
import ScorerABI

enum Scorer {
  static let id: StaticString = "evaluation"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "评价管理"
  static let nameEn: StaticString = "evaluation"
  static let clause: StaticString = "12.1.6"

  enum Fact: Int32 {
    case level5, level4, level3, level2, level1, ratings, complaints, adjustment
  }

  static var facts: [StaticString] {
    [
      "ratings_level5", "ratings_level4", "ratings_level3", "ratings_level2", "ratings_level1",
      "ratings", "upheld_complaints", "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case level5, level4, level3, level2, level1, noRating, complaint
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      points("level5_points", "非常满意得分", "points of 'very satisfied'", 10_000),
      points("level4_points", "满意得分", "points of 'satisfied'", 9000),
      points("level3_points", "基本满意得分", "points of 'fairly satisfied'", 7000),
      points("level2_points", "不满意得分", "points of 'dissatisfied'", 3000),
      points("level1_points", "非常不满意得分", "points of 'very dissatisfied'", 0),
      points("no_rating_points", "无评价时得分", "points where there is no rating", 9000),
      points("complaint_points", "投诉扣分", "points for a complaint", 1000),
    ]
  }

  static var flags: [StaticString] { [] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    let ratings = ledger.facts[.ratings]
    if ratings > 0 {
      var sum: Int64 = 0
      add(.level5, .level5, &sum, &ledger)
      add(.level4, .level4, &sum, &ledger)
      add(.level3, .level3, &sum, &ledger)
      add(.level2, .level2, &sum, &ledger)
      add(.level1, .level1, &sum, &ledger)
      ledger.mean(sum, ratings, of: .ratings, per: .ratings, clause: "12.1.6")
    } else {
      ledger.constant(.noRating, for: .ratings, clause: "12.1.6")
    }
    ledger.count(.complaints, times: .complaint, clause: "12.1.6")
    ledger.adjust(.adjustment, clause: "12.1.6")
    ledger.clamp(clause: "12.1.6")
  }

  @inline(__always)
  private static func add(
    _ level: Fact, _ points: Parameter, _ sum: inout Int64, _ ledger: inout Ledger
  ) {
    ledger.show(WINDOWSTAFF_STEP_TERM, level, points, clause: "12.1.6")
    sum += ledger.facts[level] * ledger.parameters[points]
  }

  static func selfTest() -> Int32 {
    if score([]) != 9000 { return 1 }
    if score([(.level5, 2), (.level4, 1), (.ratings, 3)]) != 9667 { return 2 }
    if score([(.complaints, 2)]) != 7000 { return 3 }
    return WINDOWSTAFF_SCORER_OK
  }
}
