import Rules
import Scoring

/// What a comparison comes to in a few numbers.
struct ComparisonDigest {
  struct Move {
    let from: Bilingual
    let to: Bilingual
    let count: Int
  }

  /// Members whose total, rank or grade differs.
  let totals: Int
  let ranks: Int
  let grades: Int
  /// By how many centipoints the mean total of those moves who are appraised on both sides; nil
  /// where nobody is.
  let meanChange: Int64?
  /// How many went from which grade to which.
  let moves: [Move]

  init(_ month: MonthComparison) {
    totals = month.changes.count(where: \.hasOtherTotal)
    ranks = month.changes.count(where: \.hasOtherRank)
    grades = month.changes.count(where: \.hasOtherGrade)
    let both = month.changes.filter { $0.before != nil && $0.after != nil }
    let members = month.beforeCount - month.changes.count { $0.after == nil }
    let sum = both.reduce(Int64(0)) { $0 + ($1.after?.total ?? 0) - ($1.before?.total ?? 0) }
    let size = Int64(sum.magnitude)
    let mean = members > 0 ? (2 * size + Int64(members)) / (2 * Int64(members)) : 0
    meanChange = members > 0 ? (sum < 0 ? -mean : mean) : nil
    moves = Self.moves(month.changes)
  }

  private static func moves(_ changes: [MonthComparison.Change]) -> [Move] {
    let sides: [Grade?] = Grade.allCases + [nil]
    return sides.flatMap { from in
      sides.compactMap { to in
        let count = changes.count { $0.before?.grade == from && $0.after?.grade == to }
        guard from != to, count > 0 else { return nil }
        return Move(from: name(from), to: name(to), count: count)
      }
    }
  }

  private static func name(_ grade: Grade?) -> Bilingual {
    grade?.text ?? Bilingual(zh: "不考核", en: "not appraised")
  }
}
