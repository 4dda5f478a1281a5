import Records
import Rules

extension ScoredMonth {
  /// Ranks and grades, laid out in the order of the results file.
  func result(options: ScoringOptions, staffOrder: CodeOrder) -> MonthResult {
    let members = (0..<memberCount).filter(isAppraised)
    let (ranks, grades) = grade(members)
    let centerCodes = records.codes[RecordKind.centers.name] ?? CodeTable()
    let rows = inResultsOrder(
      members: members, centers: members.map { Int(context.centers[$0]) },
      ranks: ranks, centerCodes: CodeOrder(centerCodes), staff: staffOrder)
    let ordered = rows.map { members[$0] }
    return MonthResult(
      month: context.span.month,
      isProvisional: options.now.map { $0.rawValue < context.span.seconds.upperBound } ?? false,
      dimensions: scoring.host.schema.dimensions, members: ordered,
      centers: ordered.map { Int(context.centers[$0]) },
      scores: Dictionary(
        uniqueKeysWithValues: scoring.dimensions.indices.map { dimension in
          let column = score(dimension)
          return (scoring.dimensions[dimension].descriptor.dimension, ordered.map { column[$0] })
        }),
      totals: ordered.map { totals.base[$0] }, ranks: rows.map { ranks[$0] },
      grades: rows.map { grades[$0] }, flags: ordered.map { flags.base[$0] },
      flagNames: flagNames, staff: records.staff, centerCodes: centerCodes)
  }

  /// Ranks and grades by place in `members`.
  func grade(_ members: [Int]) -> (ranks: [Int], grades: [Grade]) {
    let bounds = GradeBounds(scoring.policy)
    var ranks = [Int](repeating: 0, count: members.count)
    var grades = [Grade](repeating: .qualified, count: members.count)
    for group in rankingGroups(members.map { Int(context.centers[$0]) }, scoring.policy) {
      let grading = MonthGrading(group.map { standing(members[$0]) }, bounds)
      for (place, row) in group.enumerated() {
        ranks[row] = Int(grading.ranks[place])
        grades[row] = grading.grades[place]
      }
    }
    return (ranks, grades)
  }

  func standing(_ member: Int) -> MonthStanding {
    var ties = SIMD4<Int64>()
    for place in 0..<4 where tieBreakers[place] >= 0 {
      ties[place] = score(tieBreakers[place])[member]
    }
    return MonthStanding(
      total: totals.base[member], ties: ties, isVetoed: flags.base[member] & vetoBit != 0)
  }
}

/// The places of the rows that are ranked together: by centre, or all.
func rankingGroups(_ centers: [Int], _ policy: Policy) -> [[Int]] {
  guard policy.ranksByCenter else { return [Array(centers.indices)] }
  var groups = [[Int]](repeating: [], count: (centers.max() ?? -1) + 1)
  for (row, center) in centers.enumerated() { groups[center].append(row) }
  return groups.filter { !$0.isEmpty }
}

/// The places of the rows in the order of a results file: centre, rank (0, none, last), staff
/// number.
func inResultsOrder(
  members: [Int], centers: [Int], ranks: [Int], centerCodes: CodeOrder, staff: CodeOrder
) -> [Int] {
  var groups = [[Int]](repeating: [], count: (centers.max() ?? -1) + 1)
  for (row, center) in centers.enumerated() { groups[center].append(row) }
  let order = groups.indices.sorted { centerCodes.precedes($0, $1) }
  return order.flatMap { center in
    groups[center].sorted { a, b in
      if ranks[a] != ranks[b] { return ranks[b] == 0 || (ranks[a] != 0 && ranks[a] < ranks[b]) }
      return staff.precedes(members[a], members[b])
    }
  }
}

extension GradeBounds {
  init(_ policy: Policy) {
    self.init(
      qualifiedMin: policy[.qualifiedMin], excellentMin: policy[.excellentMin],
      excellentPercent: policy[.excellentPercent])
  }
}
