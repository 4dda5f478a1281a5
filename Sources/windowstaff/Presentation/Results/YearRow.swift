import Records
import Rules
import Scoring
import WindowStaffProto

/// A member's year as it is shown.
struct YearRow {
  let centerCode: String
  let staffNo: String
  let name: String
  let months: Int
  /// Nil when not graded, as is the rank.
  let score: Int64?
  let excellentMonths: Int
  let unqualifiedMonths: Int
  let rank: Int?
  let grade: Rules.Grade
  let proposals: [String]
}

extension YearRow {
  init(_ result: Scoring.YearResult, row: Int, names: TextColumn?) {
    let isGraded = result.grades[row] != .notGraded
    let member = result.members[row]
    centerCode = result.centerCodes[result.centers[row]]
    staffNo = result.staff[member]
    name = names.map { member < $0.count ? $0[member] : "" } ?? ""
    months = result.standings[row].months
    score = result.score(row)
    excellentMonths = result.standings[row].excellentMonths
    unqualifiedMonths = result.standings[row].unqualifiedMonths
    rank = isGraded ? result.ranks[row] : nil
    grade = result.grades[row]
    proposals = result.grounds[row].proposals.map(\.rawValue)
  }

  init(_ result: WindowStaffProto.YearResult) {
    let isGraded = result.grade != .notGraded
    centerCode = result.centerCode
    staffNo = result.staffNo
    name = result.name
    months = Int(result.months)
    score = isGraded ? Int64(result.score) : nil
    excellentMonths = Int(result.excellentMonths)
    unqualifiedMonths = Int(result.unqualifiedMonths)
    rank = isGraded ? Int(result.rank) : nil
    grade = Rules.Grade(result.grade)
    proposals = result.proposals
  }
}
