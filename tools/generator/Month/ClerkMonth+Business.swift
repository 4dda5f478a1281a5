import Rules

extension ClerkMonth {
  /// Cases, and a citizen's rating of most of them.
  mutating func writeBusiness(to files: MonthFiles) throws(FileError) {
    for _ in 0..<random.int(Rates.cases) {
      let accepted = someTime(someDay())
      let due = LocalTime(
        day: accepted.day.advanced(by: random.pick([1, 3, 5, 7, 10, 15, 20])), secondOfDay: 63_000)
      var finished: LocalTime?
      if slips(Rates.overdue) {
        finished =
          random.happens(7_000)
          ? LocalTime(rawValue: due.rawValue + Int64(random.int(3_600...260_000))) : nil
      } else if random.happens(9_700) {
        let span = Int(due.rawValue - accepted.rawValue)
        finished = LocalTime(rawValue: accepted.rawValue + Int64(random.int(300...max(300, span))))
      }
      let number = files.next("K")
      try files.cases.row(
        number, clerk.key, .code("SX", random.int(1...300)), .time(accepted), .time(due),
        finished.map { .time($0) } ?? .empty,
        .number(slips(Rates.returned) ? random.int(1...3) : 0))
      if random.happens(Rates.ratingsOfCase) { try writeRating(of: number, accepted, to: files) }
    }
  }

  private mutating func writeRating(
    of number: Field, _ accepted: LocalTime, to files: MonthFiles
  ) throws(FileError) {
    let isBad = slips(400)
    let level = isBad ? random.pick([(3, 50), (2, 30), (1, 20)]) : random.pick([(5, 80), (4, 20)])
    let comment: Field =
      switch (level, random.int(0...19)) {
      case (5, 0): .text("态度好,办得快")
      case (4...5, 1): .text("服务热情")
      case (...3, 0...9): .text("等候时间太长")
      default: .empty
      }
    try files.ratings.row(
      files.next("R"), clerk.key,
      .time(LocalTime(rawValue: accepted.rawValue + Int64(random.int(60...1_800)))),
      .number(level), random.happens(8_500) ? number : .empty,
      .text(level < 3 && random.happens(1_500) ? "excluded" : "valid"), comment)
  }
}
