import Rules
import Testing

/// Clause 9.1.2: working days and hours.
struct WorkingCalendarTests {
  private let october = YearMonth(year: 2025, month: 10)

  private func day(_ month: Int, _ day: Int) throws -> Day {
    try #require(Day(year: 2025, month: month, day: day))
  }

  @Test("Holidays and make-up workdays change Monday to Friday")
  func exceptions() throws {
    let calendar = WorkingCalendar([
      (day: try day(10, 1), isWorkday: false), (day: try day(10, 11), isWorkday: true),
    ])
    let days = try calendar.workdays(of: october)
    // 23 weekdays, less the 1st, and Saturday the 11th.
    #expect(days.count == 23)
    #expect(!days.contains(0) && days.contains(10) && !days.contains(11))
  }

  @Test("A year without a row is refused, not guessed")
  func unknownYear() throws {
    let calendar = WorkingCalendar([(day: try day(1, 1), isWorkday: false)])
    let error = #expect(throws: Problem.self) {
      try calendar.workdays(of: YearMonth(year: 2026, month: 1))
    }
    #expect(error?.code == .unknownCalendarYear)
    #expect(error?.place?.description == "calendar.csv:date")
  }

  @Test("Days of a month are those from the first on and before the end")
  func membership() throws {
    #expect(MonthDays(from: try day(9, 1), in: october).count == 31)
    #expect(MonthDays(from: try day(10, 30), until: try day(11, 9), in: october).count == 2)
    #expect(MonthDays(from: try day(10, 8), until: try day(10, 8), in: october).isEmpty)
    #expect(MonthDays(from: try day(11, 1), in: october).isEmpty)
    #expect(Array(MonthDays(from: try day(10, 30), in: october)) == [29, 30])
  }

  @Test("A leave's sessions run from one to the other, both included")
  func halfDays() throws {
    let sessions = HalfDays(from: try day(10, 27), .pm, to: try day(10, 29), .am, in: october)
    #expect(Array(sessions.am) == [27, 28] && Array(sessions.pm) == [26, 27])
    let across = HalfDays(from: try day(9, 1), .am, to: try day(12, 1), .pm, in: october)
    #expect(across.count == 62)
  }

  @Test("The latest hours that have begun hold: the centre's, else the county's, else the standard")
  func scheduleBook() throws {
    let county = DaySchedule(amStart: 1, amEnd: 2, pmStart: 3, pmEnd: 4)
    let own = DaySchedule(amStart: 5, amEnd: 6, pmStart: 7, pmEnd: 8)
    let book = ScheduleBook([
      .init(center: 1, from: try day(10, 20), schedule: own),
      .init(center: nil, from: try day(10, 10), schedule: county),
      .init(center: nil, from: try day(10, 25), schedule: .standard),
    ])
    #expect(book.schedule(center: 1, on: try day(10, 9)) == .standard)
    #expect(book.schedule(center: 1, on: try day(10, 19)) == county)
    #expect(book.schedule(center: 1, on: try day(10, 26)) == own)
    #expect(book.schedule(center: 2, on: try day(10, 26)) == .standard)
  }

  @Test("Of several leaves over a session the first given gives the kind (clause 9.2)")
  func excused() throws {
    var excused = ExcusedSessions()
    let day = try day(10, 30)
    let whole = HalfDays(from: day, .am, to: day, .pm, in: october)
    let morning = HalfDays(from: day, .am, to: day, .am, in: october)
    #expect(excused.cover(morning, by: .official).count == 1)
    #expect(excused.cover(whole, by: .personal).count == 1)
    #expect(excused.cover(whole, by: .sick).isEmpty)
    #expect(excused.all.count == 2 && excused.personal.count == 1 && excused.sick.isEmpty)
  }
}
