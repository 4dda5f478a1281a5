import Records
import Rules

/// The month's reviews of competence by source (clause 12.2.3); reviews of other dimensions are
/// kept and enter no score.
struct ReviewFacts: FactSource {
  static let kindName = RecordKind.reviews.name

  let table: RecordTable
  let month: YearMonth

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let months = table.numbers("month")
    let sources = table.numbers("source")
    let dimensions = table.numbers("dimension")
    let marks = table.numbers("mark")
    let wanted = Int32(month.ordinal)
    let competence = table.choice("dimension", Dimension.competence.rawValue)
    let selfSource = table.choice("source", "self")
    let peer = table.choice("source", "peer")
    for row in 0..<table.count where months[row] == wanted && dimensions[row] == competence {
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

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let months = table.numbers("month")
    let dimensions = table.numbers("dimension")
    let points = table.numbers("points")
    let facts = Dimension.allCases.map(Fact.adjustment(of:))
    let wanted = Int32(month.ordinal)
    for row in 0..<table.count where months[row] == wanted {
      sink.add(
        Int64(points[row]), to: facts[Int(dimensions[row])], of: Int(members[row]), row: row)
    }
  }
}
