import Rules
import Testing

/// Clauses 9.1.3 and 9.1.4: what a due day leaves on a member's record.
struct DayJudgementTests {
  private static let limits = AttendanceLimits()

  /// A whole day with the morning's arrival so many seconds after 08:30.
  private func day(arrivingLate seconds: Int32, _ excuses: DayExcuses = DayExcuses())
    -> DayJudgement
  {
    let punches = PunchPartition([30_600 + seconds, 43_200, 52_200, 63_000], .standard)
    return DayJudgement(punches, excuses, .standard, Self.limits)
  }

  @Test(
    "'Up to' includes the minute itself to the second (clause 9.1.3)",
    arguments: [
      (0, 0, 0), (600, 0, 0), (601, 1, 0), (1800, 1, 0), (1801, 0, 1), (3600, 0, 1), (3601, 0, 2),
    ] as [(Int32, Int32, Int32)])
  func ladder(_ seconds: Int32, _ late: Int32, _ halves: Int32) {
    let judgement = day(arrivingLate: seconds)
    #expect(judgement.marks.late == late)
    #expect(judgement.marks.absentHalves == halves)
    #expect(judgement.marks.missedPunch == 0)
  }

  @Test("Above the last limit it is as many halves as the parameter says")
  func overFullDay() {
    var limits = Self.limits
    limits.overFullDayHalves = 1
    let punches = PunchPartition([34_201, 43_200, 52_200, 63_000], .standard)
    #expect(DayJudgement(punches, DayExcuses(), .standard, limits).marks.absentHalves == 1)
  }

  @Test("A day without a punch is two absent halves and no other mark (clause 9.1.4)")
  func absentDay() {
    let judgement = DayJudgement(PunchPartition(), DayExcuses(), .standard, Self.limits)
    #expect(judgement.isWholeDayAbsent)
    #expect(judgement.marks.missedPunch == 0)
  }

  @Test("One event is an arrival before the session's middle, else a departure")
  func loneEvent() {
    // 10:14:59 and 10:15:00 about the morning's middle.
    let before = Presence(span(36_899), DaySchedule.standard.am, repeatSpan: 1800)
    #expect(before.arrival == 36_899 && !before.hasDeparture)
    let after = Presence(span(36_900), DaySchedule.standard.am, repeatSpan: 1800)
    #expect(after.departure == 36_900 && !after.hasArrival)
  }

  @Test("Punches as far apart as the repeat span are one event, a second more makes two")
  func repeatSpan() {
    var punches = span(30_600)
    punches.add(32_400)
    #expect(!Presence(punches, DaySchedule.standard.am, repeatSpan: 1800).hasDeparture)
    punches.add(32_401)
    #expect(Presence(punches, DaySchedule.standard.am, repeatSpan: 1800).departure == 32_401)
  }

  @Test("A correction fills or improves an arrival, and never worsens it")
  func corrections() {
    let hours = DaySchedule.standard.am
    var late = Presence(arrival: hours.start + 900, departure: hours.end)
    late.correctArrival(hours)
    #expect(late.arrival == hours.start)
    var early = Presence(arrival: hours.start - 60)
    early.correctArrival(hours)
    early.correctDeparture(hours)
    #expect(early.arrival == hours.start - 60 && early.departure == hours.end)
  }

  @Test("Leave over a session excuses it by itself; the other half is judged")
  func halfExcused() {
    var excuses = DayExcuses()
    excuses.excusedAM = true
    let judgement = DayJudgement(PunchPartition(), excuses, .standard, Self.limits)
    #expect(judgement.marks.absentHalves == 1 && judgement.am == nil)
  }

  @Test("A long absence from the post is half a day, once, also on a day already absent by half")
  func offPost() {
    var excuses = DayExcuses()
    excuses.offPostAM = true
    excuses.offPostPM = true
    excuses.offPostAnyTime = true
    #expect(day(arrivingLate: 0, excuses).marks.absentHalves == 1)
    let judgement = day(arrivingLate: 1801, excuses)
    #expect(judgement.isWholeDayAbsent && judgement.marks.late == 0)
  }

  @Test("Off post is excused by leave over its session; at a time not told, by leave over both")
  func offPostExcused() {
    var excuses = DayExcuses()
    excuses.excusedAM = true
    excuses.offPostAM = true
    #expect(!day(arrivingLate: 0, excuses).isOffPostCounted)
    excuses.offPostAnyTime = true
    #expect(day(arrivingLate: 0, excuses).isOffPostCounted)
    excuses.excusedPM = true
    #expect(!day(arrivingLate: 0, excuses).isOffPostCounted)
  }

  private func span(_ second: Int32) -> PunchSpan {
    var span = PunchSpan()
    span.add(second)
    return span
  }
}
