/// A member's month as the ranking group sees it; all in centipoints.
public struct MonthStanding: Sendable, Hashable {
  /// The dimensions that part equal totals, first to last.
  public static let tieBreakers = ["evaluation", "competence", "attendance", "discipline"]

  public var total: Int64
  /// The scores of the tie-breaking dimensions, in their order.
  public var ties: SIMD4<Int64>
  public var isVetoed: Bool

  @inlinable
  public init(total: Int64, ties: SIMD4<Int64>, isVetoed: Bool) {
    self.total = total
    self.ties = ties
    self.isVetoed = isVetoed
  }

  /// Whether all five keys are equal: then neither is excellent without the other.
  @inlinable
  public func isLevel(with other: MonthStanding) -> Bool {
    total == other.total && ties == other.ties
  }

  /// Whether it comes before another in the order of clause 12.2.1's quota.
  @inlinable
  public func isAbove(_ other: MonthStanding) -> Bool {
    if total != other.total { return total > other.total }
    for i in 0..<4 where ties[i] != other.ties[i] { return ties[i] > other.ties[i] }
    return false
  }
}

/// Ranks and grades of one ranking group's month (clause 12.2.1).
public struct MonthGrading: Sendable {
  /// By the member's place in the input.
  public private(set) var ranks: [Int32]
  public private(set) var grades: [Grade]
  /// How many of the group could have been excellent.
  public let quota: Int

  public init(_ standings: [MonthStanding], _ bounds: GradeBounds) {
    let count = standings.count
    let order = (0..<count).sorted { standings[$0].isAbove(standings[$1]) }
    ranks = [Int32](repeating: 0, count: count)
    for (rank, member) in zip(
      competitionRanks(descending: order.map { standings[$0].total }), order)
    {
      ranks[member] = rank
    }
    grades = standings.map { $0.isUnqualified(bounds) ? .unqualified : .qualified }
    quota = bounds.quota(of: count)

    let candidates = order.filter { standings[$0].isCandidate(bounds) }
    let admitted = admittedInBlocks(
      bestFirst: candidates.map { StandingKey(standings[$0]) }, quota: quota)
    for member in candidates.prefix(admitted) { grades[member] = .excellent }
  }
}

extension MonthStanding {
  /// Vetoed, or below the lower bound.
  public func isUnqualified(_ bounds: GradeBounds) -> Bool {
    isVetoed || total < bounds.qualifiedMin
  }

  /// Good enough to be excellent, if the quota allows.
  public func isCandidate(_ bounds: GradeBounds) -> Bool {
    !isVetoed && total >= bounds.excellentMin
  }
}

/// What a block of equal candidates shares.
private struct StandingKey: Equatable {
  let total: Int64
  let ties: SIMD4<Int64>

  init(_ standing: MonthStanding) {
    total = standing.total
    ties = standing.ties
  }
}
