import Records
import Rules

/// A member's marks and absences of a month, day by day, with the punches that they were judged by.
struct AttendanceEvidence {
  private(set) var byFact: [Fact: [Evidence]] = [:]
  private let month: AppraisedMonth
  private let member: Int

  init(_ month: AppraisedMonth, member: Int) {
    self.month = month
    self.member = member
    let punches = month.records.punches
    var days: [(Int, DayJudgement, Range<Int>)] = []
    punches.starts.withUnsafeBufferPointer { starts in
      punches.words.withUnsafeBufferPointer { words in
        AttendanceFacts(context: month.context).walk(member, starts, words) {
          days.append(($0, $1, $2))
        }
      }
    }
    for (day, judgement, range) in days { add(day, judgement, range) }
  }

  private mutating func add(_ index: Int, _ judgement: DayJudgement, _ punches: Range<Int>) {
    let day = Day(rawValue: month.context.span.days.lowerBound).advanced(by: index)
    let schedule = month.context.schedule(of: member, on: index)
    let found = punchText(punches)
    var halves: [Bilingual] = []
    for (session, judged) in [(Session.am, judgement.am), (.pm, judgement.pm)] {
      guard let judged else { continue }
      let told = SessionTeller(session, schedule[session], judged, month.context.limits)
      halves += told.halves
      if judgement.isWholeDayAbsent { continue }
      add(.late, told.late, judged.marks.late, day, session, found)
      add(.early, told.early, judged.marks.early, day, session, found)
      add(.missedPunch, told.missed, judged.marks.missedPunch, day, session, found)
    }
    if judgement.isOffPostCounted {
      halves += offPost(on: day)
    }
    guard judgement.marks.absentHalves > 0 else { return }
    let text = Bilingual(
      zh: halves.map(\.zh).joined(separator: "；"), en: halves.map(\.en).joined(separator: "; "))
    add(.absentHalves, text, judgement.marks.absentHalves, day, nil, found)
  }

  private mutating func add(
    _ fact: Fact, _ what: @autoclosure () -> Bilingual, _ quantity: Int32, _ day: Day,
    _ session: Session?,
    _ punches: Bilingual
  ) {
    guard quantity > 0 else { return }
    let what = what()
    byFact[fact, default: []].append(
      Evidence(
        kind: RecordKind.punches.name, number: nil, day: day, session: session,
        quantity: Int64(quantity),
        text: Bilingual(zh: "\(what.zh)（\(punches.zh)）", en: "\(what.en) (\(punches.en))")))
  }

  /// The day's long absences from the post; one of them counts, and is named with the others.
  private func offPost(on day: Day) -> [Bilingual] {
    let table = month.records[.incidents]
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let minutes = table.numbers("minutes")
    let numbers = table.text("incident_no")
    let filter = LongOffPost(table, month.context.limits)
    return (0..<table.count).filter {
      Int(members[$0]) == member && days[$0] == day.rawValue && filter.includes($0)
    }.map { row in
      Bilingual(
        zh: "脱岗 \(minutes[row]) 分钟（\(numbers[row])）",
        en: "off post for \(minutes[row]) minutes (\(numbers[row]))")
    }
  }

  /// The day's punches with their devices.
  private func punchText(_ range: Range<Int>) -> Bilingual {
    if range.isEmpty { return Bilingual(zh: "当日无打卡", en: "no punch that day") }
    let punches = month.records.punches
    let list = punches.words[range].map { word in
      let time = clockText(PunchColumns.time(of: word).secondOfDay)
      return "\(time) \(punches.devices[PunchColumns.device(of: word)])"
    }.joined(separator: ", ")
    return Bilingual(zh: "打卡 \(list)", en: "punches \(list)")
  }
}

/// What happened in one session, in words.
private struct SessionTeller {
  private let session: Session
  private let hours: SessionHours
  private let judged: SessionJudgement
  private let limits: AttendanceLimits

  init(
    _ session: Session, _ hours: SessionHours, _ judged: SessionJudgement,
    _ limits: AttendanceLimits
  ) {
    self.session = session
    self.hours = hours
    self.judged = judged
    self.limits = limits
  }

  var late: Bilingual {
    let seconds = judged.presence.arrival - hours.start
    let start = clockText(Int(hours.start))
    return told(
      zh: "迟到 \(duration(seconds).zh)，应于 \(start) 到岗",
      en: "late by "
        + "\(duration(seconds).en), due at \(start)")
  }

  var early: Bilingual {
    let seconds = hours.end - judged.presence.departure
    let end = clockText(Int(hours.end))
    return told(
      zh: "早退 \(duration(seconds).zh)，应于 \(end) 离岗",
      en: "early by "
        + "\(duration(seconds).en), due until \(end)")
  }

  var missed: Bilingual {
    judged.presence.hasArrival
      ? told(zh: "缺离岗打卡", en: "no punch on leaving")
      : told(zh: "缺到岗打卡", en: "no punch on arriving")
  }

  /// What made absent half-days of it.
  var halves: [Bilingual] {
    if judged.isAbsent { return [told(zh: "无打卡记录", en: "no punch")] }
    var all: [Bilingual] = []
    if judged.arriving.halves(limits) > 0 { all.append(late) }
    if judged.leaving.halves(limits) > 0 { all.append(early) }
    return all
  }

  private func told(zh: String, en: String) -> Bilingual {
    Bilingual(zh: session.text.zh + zh, en: "\(session.text.en): \(en)")
  }

  private func duration(_ seconds: Int32) -> Bilingual {
    let rest = seconds % 60 < 10 ? "0\(seconds % 60)" : "\(seconds % 60)"
    return Bilingual(zh: "\(seconds / 60)分\(rest)秒", en: "\(seconds / 60):\(rest)")
  }
}
