import Rules
import Scoring

/// What scoring a county came to.
struct CountyOutcome: Sendable {
  let name: String
  var months: [MonthDigest] = []
  /// What kept months from being scored, by the county's or the month's folder.
  var failures: [(place: String, report: ProblemReport)] = []
  /// Remarks of the reading.
  var notes: [Problem] = []

  /// Of all its months.
  var sum: MonthDigest.Sum { months.reduce(into: MonthDigest.Sum()) { $0.add($1.sum) } }
}

/// A month that was scored.
struct MonthDigest: Sendable {
  /// Figures that add up over months and counties.
  struct Sum: Sendable {
    /// Members that were appraised, once a month.
    var clerks = 0
    /// Centipoints.
    var total: Int64 = 0
    var excellent = 0
    var unqualified = 0

    mutating func add(_ other: Sum) {
      clerks += other.clerks
      total += other.total
      excellent += other.excellent
      unqualified += other.unqualified
    }

    /// Centipoints, half up; nil where nobody was appraised.
    var mean: Int64? { clerks == 0 ? nil : roundedQuotient(total, Int64(clerks)) }
  }

  let month: YearMonth
  let sum: Sum

  init(_ result: MonthResult) {
    month = result.month
    sum = Sum(
      clerks: result.count, total: result.totals.reduce(0, +),
      excellent: result.grades.count { $0 == .excellent },
      unqualified: result.grades.count { $0 == .unqualified })
  }
}
