// Clause 12.1.7, learning: the share of required trainings attended, and the month's exams (8.4).
import ScorerABI

enum Scorer {
  static let id: StaticString = "learning"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "学习管理"
  static let nameEn: StaticString = "learning"
  static let clause: StaticString = "12.1.7"

  enum Fact: Int32 {
    case attended, required, excused, failedExams, excellentExams, adjustment
  }

  static var facts: [StaticString] {
    [
      "trainings_attended", "trainings_required", "trainings_excused", "unqualified_exams",
      "excellent_exams", "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case failedExam, excellentExam
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      points("failed_exam_points", "考试不合格扣分", "points for an unqualified exam", 2000),
      points(
        "excellent_exam_points", "考试优秀加分", "points added for an excellent exam", 500),
    ]
  }

  static var flags: [StaticString] { [] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    let due = ledger.facts[.required] - ledger.facts[.excused]
    if due > 0 {
      ledger.mean(
        10_000 * ledger.facts[.attended], due, of: .attended, per: .required, clause: "12.1.7")
    }
    ledger.count(.failedExams, times: .failedExam, clause: "8.4.3")
    ledger.count(.excellentExams, times: .excellentExam, adds: true, clause: "8.4.3")
    ledger.adjust(.adjustment, clause: "12.1.7")
    ledger.clamp(clause: "12.1.7")
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    let month = score([
      (.attended, 1), (.required, 3), (.excused, 1), (.failedExams, 1), (.excellentExams, 1),
    ])
    if month != 3500 { return 2 }
    if score([(.excellentExams, 1)]) != 10_000 { return 3 }
    return WINDOWSTAFF_SCORER_OK
  }
}
