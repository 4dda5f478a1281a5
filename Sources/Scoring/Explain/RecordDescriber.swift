import Records
import Rules

/// Puts a record into words. Columns that were not read are left out.
struct RecordDescriber {
  let records: RecordSet

  func evidence(_ kind: String, _ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let row = finding.row
    switch kind {
    case RecordKind.incidents.name: return incident(fact, finding)
    case RecordKind.cases.name: return businessCase(fact, finding)
    case RecordKind.inspections.name: return inspection(fact, finding)
    case RecordKind.ratings.name: return rating(fact, finding)
    case RecordKind.complaints.name: return complaint(fact, finding)
    case RecordKind.trainingAttendance.name: return training(finding)
    case RecordKind.exams.name: return exam(fact, finding)
    case RecordKind.reviews.name: return review(finding)
    case RecordKind.facts.name:
      let value = "\(records[.facts].numbers("value")[row])"
      return make(.facts, nil, nil, finding, zh: "导入值 \(value)", en: "imported value \(value)")
    default:
      let points = Int64(records[.adjustments].numbers("points")[row])
      let reason = text(.adjustments, "reason", row)
      return make(
        .adjustments, nil, nil, finding,
        zh: [signed(points), reason].joined(separator: " "),
        en: [signed(points), reason].joined(separator: " "))
    }
  }

  func isAttended(_ row: Int) -> Bool {
    let table = records[.trainingAttendance]
    return table.numbers("status")[row] == table.choice("status", "attended")
  }

  private func incident(_ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let table = records[.incidents]
    let row = finding.row
    let second = table.numbers("time")[row]
    let minutes = table.numbers("minutes")[row]
    let clock = second == RecordTable.none32 ? "" : clockText(Int(second)) + " "
    let note = text(.incidents, "note", row)
    let label = fact.label
    let length: Bilingual =
      minutes > 0
      ? Bilingual(zh: " \(minutes) 分钟", en: " for \(minutes) minutes") : Bilingual(zh: "", en: "")
    let more: Bilingual =
      note.isEmpty ? Bilingual(zh: "", en: "") : Bilingual(zh: "（\(note)）", en: " (\(note))")
    return make(
      .incidents, "incident_no", day(table, row), finding,
      zh: "\(clock)\(label.zh)\(length.zh)\(more.zh)",
      en: "\(clock)\(label.en)\(length.en)\(more.en)")
  }

  private func businessCase(_ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let table = records[.cases]
    let row = finding.row
    let due = LocalTime(rawValue: table.instants("due_at")[row])
    let finished = table.instants("finished_at")[row]
    if fact == .known(.returnedCases) {
      let times = table.numbers("returned")[row]
      return make(
        .cases, "case_no", LocalTime(rawValue: finished).day, finding, zh: "退回 \(times) 次",
        en: "returned \(times) times")
    }
    let end: Bilingual =
      finished == RecordTable.none64
      ? Bilingual(zh: "尚未办结", en: "not finished")
      : Bilingual(
        zh: "办结 \(LocalTime(rawValue: finished))",
        en: "finished \(LocalTime(rawValue: finished))")
    return make(
      .cases, "case_no", due.day, finding, zh: "时限 \(due)，\(end.zh)", en: "due \(due), \(end.en)")
  }

  /// All marks, or where a scorer reads one of them, that one.
  private func inspection(_ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let table = records[.inspections]
    let row = finding.row
    let parts: [(fact: Fact, column: String, zh: String)] = [
      (.inspectionDeskMarks, "desk", "桌面"), (.inspectionWindowMarks, "window", "窗口"),
      (.inspectionPersonMarks, "person", "个人"),
    ]
    let shown =
      parts.contains { fact == .known($0.fact) }
      ? parts.filter { fact == .known($0.fact) } : parts
    let marks = shown.map { ($0, table.numbers($0.column)[row]) }
    return make(
      .inspections, "inspection_no", day(table, row), finding,
      zh: marks.map { "\($0.zh) \($1)" }.joined(separator: "，"),
      en: marks.map { "\($0.column) \($1)" }.joined(separator: ", "))
  }

  private func rating(_ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let row = finding.row
    let time = LocalTime(rawValue: records[.ratings].instants("at")[row])
    let label = fact.label
    let comment = text(.ratings, "comment", row)
    let clock = clockText(time.secondOfDay)
    return make(
      .ratings, "rating_no", time.day, finding,
      zh: "\(clock) \(label.zh)" + (comment.isEmpty ? "" : "：\(comment)"),
      en: "\(clock) \(label.en)" + (comment.isEmpty ? "" : ": \(comment)"))
  }

  private func complaint(_ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let table = records[.complaints]
    let kinds = [
      Bilingual(zh: "行为", en: "conduct"), Bilingual(zh: "业务", en: "business"),
      Bilingual(zh: "纪律", en: "discipline"),
    ]
    let kind = kinds[Int(table.numbers("kind")[finding.row])]
    let isPetition = fact == .known(.upheldPetitions)
    return make(
      .complaints, "complaint_no", day(table, finding.row), finding,
      zh: "\(isPetition ? "信访" : "投诉")（\(kind.zh)类）属实",
      en: "\(isPetition ? "petition" : "complaint") about \(kind.en), upheld")
  }

  private func training(_ finding: TraceSink.Finding) -> Evidence {
    let table = records[.trainingAttendance]
    let training = Int(table.numbers("training_id")[finding.row])
    let trainings = records[.trainings]
    let isExcused = table.numbers("status")[finding.row] == table.choice("status", "excused")
    let title = trainings.texts["title"].map { " \($0[training])" } ?? ""
    return Evidence(
      kind: RecordKind.trainingAttendance.name, number: trainings.text("training_id")[training],
      day: day(trainings, training), session: nil, quantity: finding.quantity,
      text: Bilingual(
        zh: (isExcused ? "经批准未参加" : "缺席") + title,
        en: (isExcused ? "excused" : "absent") + title))
  }

  private func exam(_ fact: FactID, _ finding: TraceSink.Finding) -> Evidence {
    let table = records[.exams]
    let row = finding.row
    let isMakeUp = table.numbers("attempt")[row] == 2
    let label = fact.label
    return make(
      .exams, "exam_id", day(table, row), finding, zh: (isMakeUp ? "补考，" : "") + label.zh,
      en: (isMakeUp ? "make-up, " : "") + label.en)
  }

  /// Without the reviewer: peers do not learn who marked them.
  private func review(_ finding: TraceSink.Finding) -> Evidence {
    let mark = hundredthsText(Int64(records[.reviews].numbers("mark")[finding.row]))
    return make(.reviews, nil, nil, finding, zh: "评分 \(mark)", en: "mark \(mark)")
  }

  private func make(
    _ kind: RecordKind, _ number: String?, _ day: Day?, _ finding: TraceSink.Finding, zh: String,
    en: String
  ) -> Evidence {
    let number = number.flatMap { records[kind].texts[$0] }.map { $0[finding.row] }
    return Evidence(
      kind: kind.name, number: number, day: day, session: nil, quantity: finding.quantity,
      text: Bilingual(zh: zh, en: en))
  }

  private func day(_ table: RecordTable, _ row: Int) -> Day {
    Day(rawValue: table.numbers("date")[row])
  }

  private func text(_ kind: RecordKind, _ column: String, _ row: Int) -> String {
    records[kind].texts[column].map { $0[row] } ?? ""
  }
}
