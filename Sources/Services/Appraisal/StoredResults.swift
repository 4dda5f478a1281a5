internal import Records
internal import Rules
internal import Scoring
internal import Store

extension Rules.Grade {
  /// As the store and the API number grades: from 1.
  var stored: Int32 { Int32(rawValue) + 1 }
}

extension Scoring.MonthResult {
  /// The rows as the store keeps them.
  var stored: [Store.MonthResult] {
    let columns = dimensions.map { scores[$0] ?? [] }
    return (0..<count).map { row in
      Store.MonthResult(
        centerCode: centerCode(row), staffNo: staffNo(row),
        scores: columns.map { $0.isEmpty ? Store.MonthResult.noScore : Int32($0[row]) },
        total: Int32(totals[row]), rank: Int32(ranks[row]), grade: grades[row].stored,
        flags: flags[row])
    }
  }
}

extension Store.MonthResult {
  /// As those see it who rank, of the run that it is of.
  func standing(in run: AppraisalRun) -> MonthStanding {
    var ties = SIMD4<Int64>()
    for (place, dimension) in MonthStanding.tieBreakers.enumerated() {
      let index = run.dimensions.firstIndex { $0.rawValue == dimension }
      guard let index, scores.indices.contains(index), scores[index] != Self.noScore else {
        continue
      }
      ties[place] = Int64(scores[index])
    }
    return MonthStanding(
      total: Int64(total), ties: ties, isVetoed: flagNames(in: run).contains("veto"))
  }
}

extension Store.MonthResult {
  /// The names of its flags, of the run that it is of.
  func flagNames(in run: AppraisalRun) -> [String] {
    run.flagNames.indices.filter { $0 < 32 && flags & 1 << UInt32($0) != 0 }
      .map { run.flagNames[$0] }
  }

  /// Its scores by dimension, where it has them.
  func scores(in run: AppraisalRun) -> [(dimension: Dimension, centipoints: Int32)] {
    zip(run.dimensions, scores).filter { $1 != Self.noScore }.map { ($0, $1) }
  }
}

extension Scoring.YearResult {
  /// The rows as the store keeps them.
  var stored: [Store.YearResult] {
    (0..<count).map { row in
      let standing = standings[row]
      return Store.YearResult(
        centerCode: centerCodes[centers[row]], staffNo: staff[members[row]],
        months: Int32(standing.months), score: score(row).map(Int32.init),
        excellentMonths: Int32(standing.excellentMonths),
        unqualifiedMonths: Int32(standing.unqualifiedMonths),
        rank: grades[row] == .notGraded ? nil : Int32(ranks[row]), grade: grades[row].stored,
        proposals: grounds[row].proposals.reduce(into: 0) { $0 |= $1.bit })
    }
  }
}

extension Proposal {
  /// Its place in the store's and the results file's order.
  var bit: UInt32 {
    switch self {
    case .removeFromWindow: 1
    case .returnToUnit: 2
    }
  }
}
