import Records
import Rules

/// Trainings of the month that were required of a member, and whether they came (clause 12.1.7).
struct TrainingFacts: FactSource {
  static let kindName = RecordKind.trainingAttendance.name

  let table: RecordTable
  /// The trainings' days by the index that the table refers to.
  let trainingDays: [Int32]
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let trainings = table.numbers("training_id")
    let statuses = table.numbers("status")
    let attended = table.choice("status", "attended")
    let excused = table.choice("status", "excused")
    for row in 0..<table.count {
      let training = Int(trainings[row])
      guard training < trainingDays.count, span.days.contains(trainingDays[training]) else {
        continue
      }
      let member = Int(members[row])
      sink.add(1, to: .trainingsRequired, of: member, row: row)
      if statuses[row] == attended { sink.add(1, to: .trainingsAttended, of: member, row: row) }
      if statuses[row] == excused { sink.add(1, to: .trainingsExcused, of: member, row: row) }
    }
  }
}

/// Exams of the month; an attempt and its make-up count each (clause 8.4.3).
struct ExamFacts: FactSource {
  static let kindName = RecordKind.exams.name

  let table: RecordTable
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let grades = table.numbers("grade")
    let unqualified = table.choice("grade", "unqualified")
    let excellent = table.choice("grade", "excellent")
    for row in 0..<table.count where span.days.contains(days[row]) {
      if grades[row] == unqualified {
        sink.add(1, to: .unqualifiedExams, of: Int(members[row]), row: row)
      } else if grades[row] == excellent {
        sink.add(1, to: .excellentExams, of: Int(members[row]), row: row)
      }
    }
  }
}
