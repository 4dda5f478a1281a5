import Rules

/// A half-day on which the clerk is away with leave.
struct HalfDay: Hashable {
  let day: Day
  let isMorning: Bool
}

extension ClerkMonth {
  /// At most one leave in each half of the month, so that two never overlap.
  mutating func writeLeaves(to files: MonthFiles) throws(FileError) -> Set<HalfDay> {
    var away: Set<HalfDay> = []
    let middle = days.count / 2
    for part in [0..<middle, middle..<days.count] where !part.isEmpty && random.happens(Rates.leave)
    {
      let kind = random.pick([
        ("personal", 45), ("sick", 20), ("annual", 15), ("official", 12), ("outing", 6),
        ("bereavement", 1), ("maternity", 1),
      ])
      let first = random.int(part.lowerBound...part.upperBound - 1)
      let length = random.pick([(1, 60), (2, 25), (3, 10), (5, 5)])
      let last = min(first + length - 1, part.upperBound - 1)
      let fromMorning = random.happens(7_000)
      let toMorning = random.happens(3_000) && (last > first || fromMorning)
      let status = random.pick([("approved", 92), ("pending", 4), ("rejected", 4)])
      let substitute = clerk.colleague(&random, staff: county.staff, townships: county.townships)
      try files.leaves.row(
        files.next("L"), clerk.key, .text(kind), .day(days[first]),
        .text(fromMorning ? "am" : "pm"), .day(days[last]), .text(toMorning ? "am" : "pm"),
        substitute, .text(status))
      guard status == "approved" else { continue }
      for index in first...last {
        if index > first || fromMorning { away.insert(HalfDay(day: days[index], isMorning: true)) }
        if index < last || !toMorning { away.insert(HalfDay(day: days[index], isMorning: false)) }
      }
    }
    return away
  }

  mutating func writePunches(
    excused: Set<HalfDay>, to files: MonthFiles
  ) throws(FileError) {
    var text: [UInt8] = []
    for day in days {
      text.removeAll(keepingCapacity: true)
      text.appendDay(day)
      for session in Session.of(day, isPlain: county.isPlain) {
        if !excused.isEmpty,
          excused.contains(HalfDay(day: day, isMorning: session.isMorning))
        {
          continue
        }
        try writeSession(session, day, text, to: files)
      }
    }
  }

  private mutating func writeSession(
    _ session: Session, _ day: Day, _ dayText: [UInt8], to files: MonthFiles
  ) throws(FileError) {
    if slips(Rates.absent) { return }
    var arrival: Int? = session.start - random.int(20...1_500)
    // Up to the end of the first session's day half, so that a punch never drifts to the other one.
    var departure: Int? = session.end + random.int(5...1_200)
    if slips(Rates.late) { arrival = session.start + random.int(300...4_500) }
    if slips(Rates.early) { departure = session.end - random.int(300...4_500) }
    if slips(Rates.missedPunch) {
      if random.happens(5_000) { arrival = nil } else { departure = nil }
    }
    if let arrival { try punch(arrival, dayText, to: files) }
    if let departure { try punch(departure, dayText, to: files) }
    let isLate = arrival.map { $0 > session.start } ?? true
    let isEarly = departure.map { $0 < session.end } ?? true
    for (slipped, direction) in [(isLate, "in"), (isEarly, "out")]
    where slipped && random.happens(Rates.corrected) {
      try files.corrections.row(
        clerk.key, .day(day), .text(session.isMorning ? "am" : "pm"), .text(direction),
        .text(random.pick([("approved", 80), ("pending", 10), ("rejected", 10)])))
    }
  }

  private func punch(
    _ second: Int, _ dayText: [UInt8], to files: MonthFiles
  ) throws(FileError) {
    try files.punches.punch(
      member: clerk.number, day: dayText, second: second, device: clerk.device,
      method: clerk.method)
  }
}

/// A half-day's hours in seconds: the standard's, and the county's summer afternoon.
struct Session {
  let isMorning: Bool
  let start: Int
  let end: Int

  static let summer = 6...9
  private static let morning = Session(isMorning: true, start: 30_600, end: 43_200)
  private static let winter = [
    morning, Session(isMorning: false, start: 52_200, end: 63_000),
  ]
  private static let hot = [morning, Session(isMorning: false, start: 54_000, end: 64_800)]

  static func of(_ day: Day, isPlain: Bool) -> [Session] {
    !isPlain && summer.contains(day.month.month) ? hot : winter
  }

  static func writeSchedules(years: ClosedRange<Int>, into folder: String) throws(FileError) {
    let file = try CSVFile(
      folder: folder, kind: "schedules",
      columns: "center_code,from_date,am_start,am_end,pm_start,pm_end")
    for year in years {
      for (month, sessions) in [(summer.lowerBound, hot), (summer.upperBound + 1, winter)] {
        try file.row(
          .empty, .day(YearMonth(year: year, month: month).firstDay), .text("08:30"),
          .text("12:00"), .text(String(clockText(sessions[1].start).prefix(5))),
          .text(String(clockText(sessions[1].end).prefix(5))))
      }
    }
    try file.finish()
  }
}
