import Rules

extension ClerkMonth {
  mutating func writeLearning(to files: MonthFiles) throws(FileError) {
    for training in 1...Rates.trainings where random.happens(Rates.requiredTraining) {
      let status =
        slips(Rates.missedTraining)
        ? "absent" : random.happens(Rates.excusedTraining) ? "excused" : "attended"
      try files.attendance.row(
        .text(Training.id(month, training)), clerk.key, .text(status))
    }
    guard random.happens(Rates.exam) else { return }
    for attempt in 1...2 {
      let base = (attempt == 1 ? 93 : 82) - min(35, clerk.laxity / 30)
      let theory = Int64(min(100, base + random.int(-15...7)) * 100 + (random.int(0...1) * -50))
      let practical = Int64(min(100, base + random.int(-12...7)) * 100)
      let grade =
        min(theory, practical) < 6_000
        ? "unqualified" : min(theory, practical) >= 9_200 ? "excellent" : "qualified"
      // The make-up comes last: the first exam never falls on the month's last working day.
      let day = attempt == 1 ? days[random.int(0...max(0, days.count - 2))] : days[days.count - 1]
      try files.exams.row(
        .text("E\(month)"), clerk.key, .day(day), .hundredths(theory), .hundredths(practical),
        .text(grade), .number(attempt))
      if grade != "unqualified" { return }
    }
  }
}

/// The month's trainings, one a week.
enum Training {
  private static let kinds = [
    ("政策法规学习", "political", "lecture"), ("业务办理规程", "business", "online"),
    ("窗口服务礼仪", "service", "drill"), ("政务服务平台操作", "it", "visit"),
  ]

  static func id(_ month: YearMonth, _ number: Int) -> String { "T\(month)-\(number)" }

  static func write(
    months: [YearMonth], calendar: WorkingCalendar, into folder: String
  ) throws(FileError) {
    let file = try CSVFile(
      folder: folder, kind: "trainings", columns: "training_id,date,title,category,mode")
    for month in months {
      let days = calendar.workingDays(of: month)
      for number in 1...Rates.trainings {
        let (title, category, mode) = kinds[(number - 1) % kinds.count]
        try file.row(
          .text(id(month, number)),
          .day(days[(number * 2 - 1) * days.count / (Rates.trainings * 2)]),
          .text(title), .text(category), .text(mode))
      }
    }
    try file.finish()
  }
}
