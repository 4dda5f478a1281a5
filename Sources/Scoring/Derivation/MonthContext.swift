import Records
import Rules

/// What a month's attendance is judged by, laid out before the members are gone through: due days,
/// hours by centre and day, and each member's leaves, corrections and long absences from the post.
struct MonthContext: Sendable {
  let span: MonthSpan
  let limits: AttendanceLimits
  let dayCount: Int
  /// By member.
  let dueDays: [MonthDays]
  /// By member: the centre's index.
  let centers: [Int32]
  /// By centre and day: `center * dayCount + day`.
  let schedules: [DaySchedule]
  /// By member.
  let sessions: [MemberSessions]

  /// `unknown_calendar_year` where the calendar does not know the year.
  init(_ records: RecordSet, month: YearMonth, policy: Policy) throws(Problem) {
    let span = MonthSpan(month)
    self.span = span
    limits = AttendanceLimits(policy)
    dayCount = month.dayCount
    centers = records[.staff].numbers("center_code")
    dueDays = try Self.dueDays(records, month)
    schedules = Self.schedules(records, month)
    sessions = MemberSessions.all(records, month: month, limits: limits)
  }

  func schedule(of member: Int, on day: Int) -> DaySchedule {
    schedules[Int(centers[member]) * dayCount + day]
  }

  /// A member is due on working days in `[on_window_since, left_on)`.
  private static func dueDays(
    _ records: RecordSet, _ month: YearMonth
  ) throws(Problem) -> [MonthDays] {
    let workdays = try WorkingCalendar(records).workdays(of: month)
    let since = records[.staff].numbers("on_window_since")
    let left = records[.staff].numbers("left_on")
    return since.indices.map { member in
      let end = left[member] == RecordTable.none32 ? nil : Day(rawValue: left[member])
      let posted = MonthDays(from: Day(rawValue: since[member]), until: end, in: month)
      return workdays.intersection(posted)
    }
  }

  private static func schedules(_ records: RecordSet, _ month: YearMonth) -> [DaySchedule] {
    let book = ScheduleBook(records)
    let centers = records.codes[RecordKind.centers.name]?.count ?? 0
    return (0..<centers).flatMap { center in
      month.days.map { book.schedule(center: Int32(center), on: $0) }
    }
  }
}

extension WorkingCalendar {
  init(_ records: RecordSet) {
    let table = records[.calendar]
    let workday = table.choice("kind", "workday")
    self.init(
      zip(table.numbers("date"), table.numbers("kind")).map { date, kind in
        (day: Day(rawValue: date), isWorkday: kind == workday)
      })
  }
}

extension ScheduleBook {
  init(_ records: RecordSet) {
    let table = records[.schedules]
    let centers = table.numbers("center_code")
    let days = table.numbers("from_date")
    let amStart = table.numbers("am_start")
    let amEnd = table.numbers("am_end")
    let pmStart = table.numbers("pm_start")
    let pmEnd = table.numbers("pm_end")
    self.init(
      (0..<table.count).map { row in
        Entry(
          center: centers[row] == RecordTable.none32 ? nil : centers[row],
          from: Day(rawValue: days[row]),
          schedule: DaySchedule(
            amStart: amStart[row], amEnd: amEnd[row], pmStart: pmStart[row], pmEnd: pmEnd[row]))
      })
  }
}

extension AttendanceLimits {
  init(_ policy: Policy) {
    self.init(
      graceMinutes: Int32(policy[.graceMinutes]), halfDayMinutes: Int32(policy[.halfDayMinutes]),
      fullDayMinutes: Int32(policy[.fullDayMinutes]),
      overFullDayHalves: Int32(policy[.overFullDayHalves]),
      repeatMinutes: Int32(policy[.repeatMinutes]),
      offPostMinutes: Int32(policy[.offPostMinutes]))
  }
}
