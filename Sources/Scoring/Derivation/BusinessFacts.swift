import Records
import Rules

/// Overdue and returned cases of the month (clauses 11.1.3 and 12.1.3).
struct CaseFacts: FactSource {
  static let kindName = RecordKind.cases.name

  let table: RecordTable
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let accepted = table.instants("accepted_at")
    let due = table.instants("due_at")
    let finished = table.instants("finished_at")
    let returned = table.numbers("returned")
    let end = span.seconds.upperBound
    for row in 0..<table.count {
      let isFinished = finished[row] != RecordTable.none64
      if isFinished && span.seconds.contains(finished[row]) {
        if finished[row] > due[row] {
          sink.add(1, to: .overdueCases, of: Int(members[row]), row: row)
        }
        // Once a case, however often it was returned.
        if returned[row] >= 1 {
          sink.add(1, to: .returnedCases, of: Int(members[row]), row: row)
        }
      } else if accepted[row] < end && due[row] < end && (!isFinished || finished[row] >= end) {
        sink.add(1, to: .overdueCases, of: Int(members[row]), row: row)
      }
    }
  }
}

/// Marks of the month's hygiene inspections (clause 12.1.5).
struct InspectionFacts: FactSource {
  static let kindName = RecordKind.inspections.name

  let table: RecordTable
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let desk = table.numbers("desk")
    let window = table.numbers("window")
    let person = table.numbers("person")
    for row in 0..<table.count where span.days.contains(days[row]) {
      let member = Int(members[row])
      let (desk, window, person) = (Int64(desk[row]), Int64(window[row]), Int64(person[row]))
      sink.add((desk + window + person) * 100, to: .inspectionMarks, of: member, row: row)
      sink.add(desk * 100, to: .inspectionDeskMarks, of: member, row: row)
      sink.add(window * 100, to: .inspectionWindowMarks, of: member, row: row)
      sink.add(person * 100, to: .inspectionPersonMarks, of: member, row: row)
      sink.add(1, to: .inspections, of: member, row: row)
    }
  }
}
