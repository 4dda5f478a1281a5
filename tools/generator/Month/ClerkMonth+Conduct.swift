import Rules

extension ClerkMonth {
  /// Incidents, inspections and complaints.
  mutating func writeConduct(to files: MonthFiles) throws(FileError) {
    for _ in 0..<3 where slips(Rates.incident) {
      let kind = random.pick([
        ("off_post", 20), ("wandering", 12), ("chatting", 18), ("gaming", 6), ("rule_breach", 6),
        ("attitude", 6), ("language", 4), ("appearance", 6), ("dress", 8), ("badge", 10),
        ("one_time_notice", 3), ("first_ask", 1),
      ])
      try writeIncident(kind, to: files)
    }
    if slips(Rates.vetoIncident) {
      try writeIncident(random.happens(5_000) ? "secrecy_breach" : "integrity_breach", to: files)
    }
    let tidy = 98 - min(20, clerk.laxity / 60)
    try files.inspections.row(
      files.next("H"), clerk.key, .day(someDay()), .number(tidy - random.int(0...10)),
      .number(tidy - random.int(0...10)), .number(tidy - random.int(-2...4)))
    if slips(Rates.complaint) { try writeComplaint("complaint", to: files) }
    if slips(Rates.petition) { try writeComplaint("petition", to: files) }
  }

  private mutating func writeIncident(
    _ kind: String, to files: MonthFiles
  ) throws(FileError) {
    let day = someDay()
    let time: Field =
      random.happens(8_000) ? .text(clockText(someTime(day).secondOfDay)) : .empty
    let minutes: Field = kind == "off_post" ? .number(random.int(3...20) * 5) : .empty
    let note: Field =
      switch kind {
      case "off_post": .text("巡查发现离岗,未办理去向登记")
      case "badge": .text("未佩戴工作证")
      case "gaming": .text("上班时间玩\"小游戏\"")
      default: .empty
      }
    try files.incidents.row(
      files.next("I"), clerk.key, .day(day), time, .text(kind), minutes,
      .text(random.pick([("confirmed", 85), ("pending", 8), ("dismissed", 7)])),
      .text(random.pick([("inspection", 50), ("camera", 35), ("complaint", 10), ("leader", 5)])),
      note)
  }

  private mutating func writeComplaint(
    _ channel: String, to files: MonthFiles
  ) throws(FileError) {
    try files.complaints.row(
      files.next("TS"), clerk.key, .day(someDay()), .text(channel),
      .text(random.pick([("conduct", 50), ("business", 40), ("discipline", 10)])),
      .text(random.pick([("upheld", 50), ("pending", 20), ("dismissed", 30)])))
  }
}
