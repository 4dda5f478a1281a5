/// A member's appraised months of one calendar year.
public struct YearStanding: Sendable, Hashable {
  /// Appraised months.
  public var months = 0
  /// Sum of their totals, in centipoints.
  public var totalSum: Int64 = 0
  public var excellentMonths = 0
  public var unqualifiedMonths = 0

  public init() {}

  public mutating func add(total: Int64, grade: Grade) {
    months += 1
    totalSum += total
    if grade == .excellent { excellentMonths += 1 }
    if grade == .unqualified { unqualifiedMonths += 1 }
  }

  /// The rounded mean of the months' totals; nil without any.
  public var score: Int64? { months > 0 ? roundedQuotient(totalSum, Int64(months)) : nil }
}

/// When a year is graded and what makes it unqualified, as a county's policy sets it.
public struct YearBounds: Sendable, Hashable {
  public var grades: GradeBounds
  /// With fewer appraised months a year is not graded.
  public var minMonths: Int
  /// From so many unqualified months on, the year is.
  public var unqualifiedMonths: Int

  public init(grades: GradeBounds = GradeBounds(), minMonths: Int = 6, unqualifiedMonths: Int = 3) {
    self.grades = grades
    self.minMonths = minMonths
    self.unqualifiedMonths = unqualifiedMonths
  }
}

/// Ranks and grades of one ranking group's year (clause 12.2.2).
public struct YearGrading: Sendable {
  /// By the member's place in the input; 0 where not graded.
  public private(set) var ranks: [Int32]
  public private(set) var grades: [Grade]
  /// Of the graded members, how many could have been excellent.
  public let quota: Int

  public init(_ standings: [YearStanding], _ bounds: YearBounds) {
    let graded = standings.indices.filter { standings[$0].months >= max(bounds.minMonths, 1) }
    let scores = standings.map { $0.score ?? 0 }
    let order = graded.sorted {
      (scores[$0], standings[$0].excellentMonths) > (scores[$1], standings[$1].excellentMonths)
    }
    ranks = [Int32](repeating: 0, count: standings.count)
    grades = [Grade](repeating: .notGraded, count: standings.count)
    for (rank, member) in zip(competitionRanks(descending: order.map { scores[$0] }), order) {
      ranks[member] = rank
    }
    for member in order {
      let isUnqualified =
        scores[member] < bounds.grades.qualifiedMin
        || standings[member].unqualifiedMonths >= bounds.unqualifiedMonths
      grades[member] = isUnqualified ? .unqualified : .qualified
    }
    quota = bounds.grades.quota(of: graded.count)

    let candidates = order.filter {
      scores[$0] >= bounds.grades.excellentMin && standings[$0].unqualifiedMonths == 0
    }
    let admitted = admittedInBlocks(
      bestFirst: candidates.map { [scores[$0], Int64(standings[$0].excellentMonths)] },
      quota: quota)
    for member in candidates.prefix(admitted) { grades[member] = .excellent }
  }
}
