// Clause 12.1.1, daily attendance: the month's marks and absences, and leave beyond the free
// halves.
import ScorerABI

enum Scorer {
  static let id: StaticString = "attendance"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "日常考勤"
  static let nameEn: StaticString = "daily attendance"
  static let clause: StaticString = "12.1.1"

  enum Fact: Int32 {
    case late, early, missedPunch, absentHalves, personalLeaveHalves, sickLeaveHalves, adjustment
  }

  static var facts: [StaticString] {
    [
      "late", "early", "missed_punch", "absent_halves", "personal_leave_halves",
      "sick_leave_halves", "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case late, early, missedPunch, absentHalf, personalLeave, sickLeave, personalFree, sickFree
    case zeroFrom
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      points("late_points", "每次迟到扣分", "points for a late", 200),
      points("early_points", "每次早退扣分", "points for an early", 200),
      points("missed_punch_points", "每次缺卡扣分", "points for a missed punch", 200),
      points("absent_half_points", "每半天旷工扣分", "points for an absent half-day", 1000),
      points(
        "personal_leave_points", "超额事假每半天扣分", "points for a half-day of personal leave", 100),
      points("sick_leave_points", "超额病假每半天扣分", "points for a half-day of sick leave", 50),
      parameter(
        "personal_leave_free_halves", "不扣分的事假半天数", "free half-days of personal leave",
        WINDOWSTAFF_UNIT_HALVES, 0...62, 4),
      parameter(
        "sick_leave_free_halves", "不扣分的病假半天数", "free half-days of sick leave",
        WINDOWSTAFF_UNIT_HALVES, 0...62, 10),
      parameter(
        "absent_halves_zero", "考勤记零分的旷工半天数", "absent half-days that zero attendance",
        WINDOWSTAFF_UNIT_HALVES, 1...62, 6),
    ]
  }

  static var flags: [StaticString] { [] }

  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    ledger.count(.late, times: .late, clause: "9.1.3")
    ledger.count(.early, times: .early, clause: "9.1.3")
    ledger.count(.missedPunch, times: .missedPunch, clause: "9.1.4")
    ledger.count(.absentHalves, times: .absentHalf, clause: "9.1.4")
    ledger.count(
      .personalLeaveHalves, times: .personalLeave, free: .personalFree, clause: "9.2")
    ledger.count(.sickLeaveHalves, times: .sickLeave, free: .sickFree, clause: "9.2")
    ledger.adjust(.adjustment, clause: "12.1.1")
    if ledger.facts[.absentHalves] >= ledger.parameters[.zeroFrom] {
      ledger.reset(.absentHalves, bound: .zeroFrom, clause: "9.1.4")
    }
    ledger.clamp(clause: "12.1.1")
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    if score([(.late, 2), (.absentHalves, 3)]) != 6600 { return 2 }
    if score([(.personalLeaveHalves, 5), (.sickLeaveHalves, 11)]) != 9850 { return 3 }
    if score([(.absentHalves, 6), (.adjustment, 500)]) != 0 { return 4 }
    if score([(.late, 1), (.adjustment, 500)]) != 10_000 { return 5 }
    return WINDOWSTAFF_SCORER_OK
  }
}
