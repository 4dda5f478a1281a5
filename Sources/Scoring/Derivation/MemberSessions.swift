import Records
import Rules

/// What the records other than punches say about a member's sessions of one month.
struct MemberSessions: Sendable {
  var excused = ExcusedSessions()
  var correctedIn = HalfDays()
  var correctedOut = HalfDays()
  /// Days with a long confirmed off-post incident at a time that lies in the session.
  var offPost = HalfDays()
  /// Days with one at a time not told.
  var offPostAnyTime = MonthDays()

  @inline(__always)
  func excuses(on day: Int) -> DayExcuses {
    var found = DayExcuses()
    found.excusedAM = excused.all.am.contains(day)
    found.excusedPM = excused.all.pm.contains(day)
    found.correctedInAM = correctedIn.am.contains(day)
    found.correctedInPM = correctedIn.pm.contains(day)
    found.correctedOutAM = correctedOut.am.contains(day)
    found.correctedOutPM = correctedOut.pm.contains(day)
    found.offPostAM = offPost.am.contains(day)
    found.offPostPM = offPost.pm.contains(day)
    found.offPostAnyTime = offPostAnyTime.contains(day)
    return found
  }

  /// By member.
  static func all(
    _ records: RecordSet, month: YearMonth, limits: AttendanceLimits
  ) -> [MemberSessions] {
    var all = [MemberSessions](repeating: MemberSessions(), count: records[.staff].count)
    for leave in ApprovedLeave.inOrder(records, month: month) {
      all[leave.member].excused.cover(leave.sessions, by: leave.kind)
    }
    addCorrections(records[.corrections], MonthSpan(month), to: &all)
    addOffPost(records, MonthSpan(month), limits, to: &all)
    return all
  }

  private static func addCorrections(
    _ table: RecordTable, _ span: MonthSpan, to all: inout [MemberSessions]
  ) {
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let sessions = table.numbers("session")
    let directions = table.numbers("direction")
    let statuses = table.numbers("status")
    let approved = table.choice("status", "approved")
    let arriving = table.choice("direction", "in")
    for row in 0..<table.count where statuses[row] == approved && span.days.contains(days[row]) {
      let day = Int(days[row] - span.days.lowerBound)
      let session: Session = sessions[row] == Session.am.rawValue ? .am : .pm
      if directions[row] == arriving {
        all[Int(members[row])].correctedIn[session].insert(day)
      } else {
        all[Int(members[row])].correctedOut[session].insert(day)
      }
    }
  }

  private static func addOffPost(
    _ records: RecordSet, _ span: MonthSpan, _ limits: AttendanceLimits,
    to all: inout [MemberSessions]
  ) {
    let table = records[.incidents]
    let book = ScheduleBook(records)
    let centers = records[.staff].numbers("center_code")
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let times = table.numbers("time")
    let filter = LongOffPost(table, limits)
    for row in 0..<table.count where span.days.contains(days[row]) && filter.includes(row) {
      let member = Int(members[row])
      let day = Int(days[row] - span.days.lowerBound)
      if times[row] == RecordTable.none32 {
        all[member].offPostAnyTime.insert(day)
      } else {
        let schedule = book.schedule(center: centers[member], on: Day(rawValue: days[row]))
        all[member].offPost[schedule.session(at: times[row])].insert(day)
      }
    }
  }
}

/// Confirmed off-post incidents that are long enough for clause 9.1.4.
struct LongOffPost {
  private let kinds: [Int32]
  private let statuses: [Int32]
  private let minutes: [Int32]
  private let offPost: Int32
  private let confirmed: Int32
  private let least: Int32

  init(_ table: RecordTable, _ limits: AttendanceLimits) {
    kinds = table.numbers("kind")
    statuses = table.numbers("status")
    minutes = table.numbers("minutes")
    offPost = table.choice("kind", "off_post")
    confirmed = table.choice("status", "confirmed")
    least = limits.offPostMinutes
  }

  func includes(_ row: Int) -> Bool {
    kinds[row] == offPost && statuses[row] == confirmed && minutes[row] >= least
  }
}

/// An approved leave's sessions in one month.
struct ApprovedLeave {
  let row: Int
  let member: Int
  let kind: LeaveKind
  let sessions: HalfDays

  /// Those that touch the month, in bytewise order of their numbers, so that of several over one
  /// session the first gives the kind.
  static func inOrder(_ records: RecordSet, month: YearMonth) -> [ApprovedLeave] {
    let table = records[.leaves]
    let members = table.numbers("staff_no")
    let kinds = table.numbers("kind")
    let fromDays = table.numbers("from_date")
    let fromSessions = table.numbers("from_session")
    let toDays = table.numbers("to_date")
    let toSessions = table.numbers("to_session")
    let statuses = table.numbers("status")
    let approved = table.choice("status", "approved")
    let span = MonthSpan(month)
    let numbers = table.text("leave_no")
    let rows = (0..<table.count).filter { row in
      statuses[row] == approved && fromDays[row] < span.days.upperBound
        && toDays[row] >= span.days.lowerBound
    }
    return rows.sorted { numbers.precedes($0, $1) }.map { row in
      ApprovedLeave(
        row: row, member: Int(members[row]),
        kind: LeaveKind(rawValue: kinds[row]) ?? .personal,
        sessions: HalfDays(
          from: Day(rawValue: fromDays[row]), Session(rawValue: fromSessions[row]) ?? .am,
          to: Day(rawValue: toDays[row]), Session(rawValue: toSessions[row]) ?? .pm, in: month))
    }
  }
}

extension TextColumn {
  /// Bytewise order, in which a text comes before its continuations.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    bytes.withUnsafeBufferPointer {
      $0[range(of: a)].lexicographicallyPrecedes($0[range(of: b)])
    }
  }
}
