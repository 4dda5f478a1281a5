/// The county's working days: Monday to Friday, unless the calendar says otherwise (clause 9.1.2).
///
/// A year without a single row is *unknown*: nobody has told its holidays and make-up workdays, and
/// the appraisal refuses it rather than guess.
public struct WorkingCalendar: Sendable {
  private let isWorkdayByException: [Day: Bool]
  private let knownYears: Set<Int>

  /// From the calendar's rows, in any order.
  public init(_ exceptions: some Sequence<(day: Day, isWorkday: Bool)>) {
    var byDay: [Day: Bool] = [:]
    var years: Set<Int> = []
    for (day, isWorkday) in exceptions {
      byDay[day] = isWorkday
      years.insert(day.year)
    }
    isWorkdayByException = byDay
    knownYears = years
  }

  public func isKnown(year: Int) -> Bool { knownYears.contains(year) }

  public func isWorkday(_ day: Day) -> Bool {
    isWorkdayByException[day] ?? (day.weekday <= 5)
  }

  /// The month's working days; `unknown_calendar_year` where its year has no row.
  public func workdays(of month: YearMonth) throws(Problem) -> MonthDays {
    guard isKnown(year: month.year) else { throw .unknownCalendarYear(month.year) }
    var days = MonthDays()
    for (index, day) in month.days.enumerated() where isWorkday(day) { days.insert(index) }
    return days
  }
}

extension Problem.Code {
  /// The calendar has no row of a year that is to be appraised.
  public static let unknownCalendarYear = Problem.Code(rawValue: "unknown_calendar_year")
}

extension Problem {
  public static func unknownCalendarYear(_ year: Int) -> Problem {
    Problem(
      .unknownCalendarYear, .precondition,
      zh: "工作日历中没有\(year)年的任何记录，无法判定该年的工作日。",
      en: "The calendar has no row of the year \(year), so its working days are unknown.",
      remedy: Bilingual(
        zh: "请导入\(year)年的工作日历（至少一行节假日或调休日）后重试。",
        en: "Import the calendar of \(year) (at least one holiday or make-up workday); try again."),
      clause: "9.1.2", place: Place(file: "calendar.csv", column: "date"))
  }
}
