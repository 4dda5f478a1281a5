import Records
import Rules

/// What a year's months come to, by member.
struct YearTally {
  private(set) var standings: [YearStanding]
  private(set) var absences: [AbsenceRun]
  /// The centre of the last appraised month.
  private(set) var centers: [Int]

  init(_ records: RecordSet) {
    let count = records[.staff].count
    standings = Array(repeating: YearStanding(), count: count)
    absences = Array(repeating: AbsenceRun(), count: count)
    centers = Array(repeating: 0, count: count)
  }

  /// Adds months in order.
  mutating func add(
    _ months: [YearMonth], _ records: RecordSet,
    _ scoring: (YearMonth) throws(Problem) -> MonthScoring,
    _ options: (Int) -> ScoringOptions
  ) throws(Problem) {
    for (place, month) in months.enumerated() {
      add(try scoring(month).score(records, month: month, options: options(place)))
    }
  }

  private mutating func add(_ month: ScoredMonth) {
    let members = (0..<month.memberCount).filter(month.isAppraised)
    let grades = month.grade(members).grades
    for (row, member) in members.enumerated() {
      standings[member].add(total: month.totals.base[member], grade: grades[row])
      centers[member] = Int(month.context.centers[member])
    }
    // Members who are not appraised have due days all the same.
    for member in absences.indices {
      absences[member].add(
        due: month.context.dueDays[member], absent: month.absentDays.base[member])
    }
  }

  /// Ranks (0: not graded) and grades by member.
  func grade(_ policy: Policy) -> (ranks: [Int], grades: [Grade]) {
    let bounds = YearBounds(
      grades: GradeBounds(policy), minMonths: Int(policy[.minMonths]),
      unqualifiedMonths: Int(policy[.unqualifiedMonths]))
    let appraised = standings.indices.filter { standings[$0].months > 0 }
    var ranks = [Int](repeating: 0, count: standings.count)
    var grades = [Grade](repeating: .notGraded, count: standings.count)
    for group in rankingGroups(appraised.map { centers[$0] }, policy) {
      let members = group.map { appraised[$0] }
      let grading = YearGrading(members.map { standings[$0] }, bounds)
      for (place, member) in members.enumerated() {
        ranks[member] = Int(grading.ranks[place])
        grades[member] = grading.grades[place]
      }
    }
    return (ranks, grades)
  }
}

/// The months in which a county has a punch.
struct PunchedMonths {
  private let punches: PunchColumns

  init(_ punches: PunchColumns) { self.punches = punches }

  func months(of year: Int) -> [YearMonth] {
    guard year >= 1 else { return [] }
    return (1...12).map { YearMonth(year: year, month: $0) }.filter(hasPunch)
  }

  private func hasPunch(_ month: YearMonth) -> Bool {
    let span = MonthSpan(month).seconds
    return (0..<punches.starts.count - 1).contains { member in
      let range = punches.starts[member]..<punches.starts[member + 1]
      let first = firstWord(in: range, punches.words, from: span.lowerBound << 24)
      return first < range.upperBound
        && Int64(bitPattern: punches.words[first]) < span.upperBound << 24
    }
  }
}

/// Members who failed an exam and its make-up, both dated in the year (clause 8.4.3).
struct FailedExams {
  private(set) var members: Set<Int> = []

  init(_ records: RecordSet, year: Int) {
    let table = records[.exams]
    let numbers = table.numbers("staff_no")
    let days = table.numbers("date")
    let grades = table.numbers("grade")
    let attempts = table.numbers("attempt")
    let ids = table.text("exam_id")
    let unqualified = table.choice("grade", "unqualified")
    let first = MonthSpan(YearMonth(year: year, month: 1)).days.lowerBound
    let end = MonthSpan(YearMonth(year: year, month: 12)).days.upperBound
    var failed: [Exam: Set<Int32>] = [:]
    for row in 0..<table.count
    where grades[row] == unqualified && (first..<end).contains(days[row]) {
      let exam = Exam(member: numbers[row], id: Array(ids[row].utf8))
      failed[exam, default: []].insert(attempts[row])
    }
    for (exam, attempts) in failed where attempts.count == 2 { members.insert(Int(exam.member)) }
  }

  private struct Exam: Hashable {
    let member: Int32
    /// In bytes: codes are compared bytewise.
    let id: [UInt8]
  }
}
