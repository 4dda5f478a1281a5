import Rules

/// One clerk's month on the window, as it is written.
struct ClerkMonth {
  let clerk: Clerk
  let month: YearMonth
  /// The month's working days on which the clerk is on the window.
  let days: [Day]
  let county: County
  var random: Random

  /// What the whole county shares.
  struct County {
    let seed: Int
    let staff: Int
    let townships: Int
    /// Without schedules, policy and adjustments: every county's defaults.
    let isPlain: Bool
  }

  init(clerk: Clerk, month: YearMonth, workingDays: [Day], county: County) {
    self.clerk = clerk
    self.month = month
    self.county = county
    days = workingDays.filter(clerk.isOnWindow)
    random = Random(county.seed, clerk.index, month.ordinal)
  }

  mutating func write(to files: MonthFiles) throws(FileError) {
    guard !days.isEmpty else { return }
    let excused = try writeLeaves(to: files)
    try writePunches(excused: excused, to: files)
    try writeConduct(to: files)
    try writeBusiness(to: files)
    try writeLearning(to: files)
    try writeReviews(to: files)
  }

  /// Whether something of the rate happens, more often to the lax.
  mutating func slips(_ rate: Int) -> Bool { random.happens(rate * clerk.laxity / 100) }

  mutating func someDay() -> Day { random.pick(days) }

  /// A time of the day at the window.
  mutating func someTime(_ day: Day) -> LocalTime {
    let am = random.happens(5_500)
    let second = am ? random.int(31_500...42_300) : random.int(55_000...62_000)
    return LocalTime(day: day, secondOfDay: second)
  }

  private mutating func writeReviews(to files: MonthFiles) throws(FileError) {
    if random.happens(Rates.review) {
      let base = 95 - min(25, clerk.laxity / 50)
      for (source, count) in [("self", 1), ("peer", 2), ("leader", 1)] {
        for each in 0..<count {
          let reviewer: Field
          switch source {
          case "self": reviewer = clerk.key
          case "peer":
            // Two different strides, so that nobody reviews twice.
            let other = (clerk.index + (each + 1) * 2) % county.staff
            if other == clerk.index { continue }
            reviewer = .text(String(decoding: Clerk.number(other), as: UTF8.self))
          default: reviewer = .text("L0" + String(clerk.center + 1))
          }
          let mark = Int64(min(100, base + random.int(-6...5)) * 100 - random.int(0...3) * 25)
          try files.reviews.row(
            clerk.key, .text("\(month)"), .text(source), reviewer, .text("competence"),
            .hundredths(mark))
        }
      }
    }
    if !county.isPlain, random.happens(Rates.adjustment) {
      try files.adjustments.row(
        clerk.key, .text("\(month)"), .text("attendance"), .hundredths(-200),
        .text("上月迟到一次，封账后核实"))
    }
  }
}
