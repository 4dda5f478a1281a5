import Records
import Rules

/// Valid ratings of the month by level (clause 12.1.6).
struct RatingFacts: FactSource {
  static let kindName = RecordKind.ratings.name

  let table: RecordTable
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let times = table.instants("at")
    let levels = table.numbers("level")
    let statuses = table.numbers("status")
    let valid = table.choice("status", "valid")
    let facts: [Fact] = [
      .ratingsLevel1, .ratingsLevel2, .ratingsLevel3, .ratingsLevel4, .ratingsLevel5,
    ]
    for row in 0..<table.count where statuses[row] == valid && span.seconds.contains(times[row]) {
      sink.add(1, to: facts[Int(levels[row]) - 1], of: Int(members[row]), row: row)
      sink.add(1, to: .ratings, of: Int(members[row]), row: row)
    }
  }
}

/// Upheld complaints and petitions that were decided in the month (clauses 12.1.4 and 12.1.6).
struct ComplaintFacts: FactSource {
  static let kindName = RecordKind.complaints.name

  let table: RecordTable
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let channels = table.numbers("channel")
    let kinds = table.numbers("kind")
    let statuses = table.numbers("status")
    let upheld = table.choice("status", "upheld")
    let petition = table.choice("channel", "petition")
    let conduct = table.choice("kind", "conduct")
    for row in 0..<table.count where statuses[row] == upheld && span.days.contains(days[row]) {
      let member = Int(members[row])
      if channels[row] == petition {
        sink.add(1, to: .upheldPetitions, of: member, row: row)
      } else {
        sink.add(1, to: .upheldComplaints, of: member, row: row)
        if kinds[row] == conduct {
          sink.add(1, to: .upheldConductComplaints, of: member, row: row)
        }
      }
    }
  }
}
