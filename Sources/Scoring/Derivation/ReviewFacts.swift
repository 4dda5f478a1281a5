import Records
import Rules

/// The month's reviews of competence by source (clause 12.2.3); reviews of other dimensions are
/// kept and enter no score.
struct ReviewFacts: FactSource {
  static let kindName = RecordKind.reviews.name

  let table: RecordTable
  let month: YearMonth
  /// How the table names the dimension; -1 where no record does.
  let competence: Int

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let months = table.numbers("month")
    let sources = table.numbers("source")
    let dimensions = table.numbers("dimension")
    let marks = table.numbers("mark")
    let wanted = Int32(month.ordinal)
    let selfSource = table.choice("source", "self")
    let peer = table.choice("source", "peer")
    for row in 0..<table.count where months[row] == wanted && dimensions[row] == Int32(competence) {
      let (sum, count): (Fact, Fact) =
        sources[row] == selfSource
        ? (.selfReviewMarks, .selfReviews)
        : sources[row] == peer
          ? (.peerReviewMarks, .peerReviews) : (.leaderReviewMarks, .leaderReviews)
      sink.add(Int64(marks[row]), to: sum, of: Int(members[row]), row: row)
      sink.add(1, to: count, of: Int(members[row]), row: row)
    }
  }
}

/// Late records of sealed months, carried over into this one, by dimension.
struct AdjustmentFacts: FactSource {
  static let kindName = RecordKind.adjustments.name

  let table: RecordTable
  let month: YearMonth
  /// By the dimension's index: the column of its adjustments, or -1.
  let places: [Int]

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let months = table.numbers("month")
    let dimensions = table.numbers("dimension")
    let points = table.numbers("points")
    let wanted = Int32(month.ordinal)
    for row in 0..<table.count where months[row] == wanted {
      let place = places[Int(dimensions[row])]
      if place < 0 { continue }
      sink.add(Int64(points[row]), at: place, of: Int(members[row]), row: row)
    }
  }
}

/// Numbers that the county keeps of the month by itself, for scorers of its own.
struct CountyFacts: FactSource {
  static let kindName = RecordKind.facts.name

  let table: RecordTable
  let month: YearMonth
  /// By the name's index: its column, or -1 where no scorer reads it.
  let places: [Int]

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let months = table.numbers("month")
    let names = table.numbers("name")
    let values = table.numbers("value")
    let wanted = Int32(month.ordinal)
    for row in 0..<table.count where months[row] == wanted {
      let place = places[Int(names[row])]
      if place < 0 { continue }
      sink.add(Int64(values[row]), at: place, of: Int(members[row]), row: row)
    }
  }
}
