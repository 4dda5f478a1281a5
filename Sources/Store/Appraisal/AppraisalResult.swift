public import Rules

/// One member's line of a month's results.
public struct MonthResult: Sendable, Hashable {
  /// Stands for the score of a dimension that has no scorer and no weight.
  public static let noScore = Int32.min

  public var centerCode: String
  public var staffNo: String
  /// Centipoints, in the order of the run's dimensions.
  public var scores: [Int32]
  /// Centipoints.
  public var total: Int32
  public var rank: Int32
  /// 1 excellent, 2 qualified, 3 unqualified.
  public var grade: Int32
  /// Bit i is the run's flag i.
  public var flags: UInt32

  public init(
    centerCode: String, staffNo: String, scores: [Int32], total: Int32, rank: Int32, grade: Int32,
    flags: UInt32
  ) {
    self.centerCode = centerCode
    self.staffNo = staffNo
    self.scores = scores
    self.total = total
    self.rank = rank
    self.grade = grade
    self.flags = flags
  }
}

/// One member's line of a year's results.
public struct YearResult: Sendable, Hashable {
  public var centerCode: String
  public var staffNo: String
  /// Appraised months.
  public var months: Int32
  /// Centipoints; nil when not graded.
  public var score: Int32?
  public var excellentMonths: Int32
  public var unqualifiedMonths: Int32
  /// nil when not graded.
  public var rank: Int32?
  /// 1 excellent, 2 qualified, 3 unqualified, 4 not graded.
  public var grade: Int32
  /// Bit 0: remove from window; bit 1: return to unit.
  public var proposals: UInt32

  public init(
    centerCode: String, staffNo: String, months: Int32, score: Int32?, excellentMonths: Int32,
    unqualifiedMonths: Int32, rank: Int32?, grade: Int32, proposals: UInt32
  ) {
    self.centerCode = centerCode
    self.staffNo = staffNo
    self.months = months
    self.score = score
    self.excellentMonths = excellentMonths
    self.unqualifiedMonths = unqualifiedMonths
    self.rank = rank
    self.grade = grade
    self.proposals = proposals
  }
}

/// Which results a list shows. All conditions hold together.
public struct ResultFilter: Sendable, Hashable {
  public var centerCode: String?
  /// As in the result: 1 excellent … 4 not graded.
  public var grade: Int32?
  /// Only of members whom any of these covers by where they sit now; nil: everybody's.
  public var scopes: [AccessScope]?

  public init(
    centerCode: String? = nil, grade: Int32? = nil, scopes: [AccessScope]? = nil
  ) {
    self.centerCode = centerCode
    self.grade = grade
    self.scopes = scopes
  }
}
