import Records
import Rules
import Scoring
import WindowStaffProto

/// A member's month as it is shown, whether it was scored here or came from the server.
struct MonthRow {
  let centerCode: String
  let staffNo: String
  let name: String
  /// Of the dimensions that have a scorer.
  let scores: [Dimension: Int64]
  let total: Int64
  let rank: Int
  let grade: Rules.Grade
  let flags: [String]
}

extension MonthRow {
  init(_ result: Scoring.MonthResult, row: Int, names: TextColumn?) {
    centerCode = result.centerCode(row)
    staffNo = result.staffNo(row)
    let member = result.members[row]
    name = names.map { member < $0.count ? $0[member] : "" } ?? ""
    scores = result.scores.compactMapValues { $0.isEmpty ? nil : $0[row] }
    total = result.totals[row]
    rank = result.ranks[row]
    grade = result.grades[row]
    flags = result.flagNames(of: row)
  }

  init(_ result: WindowStaffProto.MonthResult) {
    centerCode = result.centerCode
    staffNo = result.staffNo
    name = result.name
    scores = Dictionary(
      result.scores.compactMap { score in
        Dimension(rawValue: score.dimension).map { ($0, Int64(score.centipoints)) }
      }
    ) { first, _ in first }
    total = Int64(result.total)
    rank = Int(result.rank)
    grade = Rules.Grade(result.grade)
    flags = result.flags
  }
}

extension Rules.Grade {
  init(_ grade: WindowStaffProto.Grade) {
    self =
      switch grade {
      case .excellent: .excellent
      case .unqualified: .unqualified
      case .notGraded: .notGraded
      case .qualified, .unspecified, .unrecognized: .qualified
      }
  }
}
