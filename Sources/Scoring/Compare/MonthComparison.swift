public import Rules

/// A county's month as it is and as it would be: under another policy, by another scorer, or with
/// records decided otherwise.
public struct MonthComparison: Sendable, Hashable {
  /// What a member's month comes to.
  public struct Standing: Sendable, Hashable {
    /// Centipoints.
    public var total: Int64
    public var rank: Int
    public var grade: Grade

    public init(total: Int64, rank: Int, grade: Grade) {
      self.total = total
      self.rank = rank
      self.grade = grade
    }
  }

  /// A member whose total, rank or grade differs.
  public struct Change: Sendable, Hashable {
    public var centerCode: String
    public var staffNo: String
    /// Empty where the records were read without names.
    public var name: String
    /// nil where the member is not appraised.
    public var before: Standing?
    public var after: Standing?
    /// What in the member's own month differs; none where only others moved.
    public var reasons: [ChangeReason]

    public init(
      centerCode: String, staffNo: String, name: String, before: Standing?, after: Standing?,
      reasons: [ChangeReason]
    ) {
      self.centerCode = centerCode
      self.staffNo = staffNo
      self.name = name
      self.before = before
      self.after = after
      self.reasons = reasons
    }

    public var hasOtherTotal: Bool { before?.total != after?.total }
    public var hasOtherRank: Bool { before?.rank != after?.rank }
    public var hasOtherGrade: Bool { before?.grade != after?.grade }
  }

  /// Totals by whole points, 0 to 100.
  public static let binCount = 101

  public var month: YearMonth
  /// How many are appraised.
  public var beforeCount: Int
  public var afterCount: Int
  /// In the order of the results file before, then those who are appraised only after.
  public var changes: [Change]
  /// How many members have a total of so many whole points.
  public var beforeTotals: [Int]
  public var afterTotals: [Int]

  public init(
    month: YearMonth, beforeCount: Int, afterCount: Int, changes: [Change], beforeTotals: [Int],
    afterTotals: [Int]
  ) {
    self.month = month
    self.beforeCount = beforeCount
    self.afterCount = afterCount
    self.changes = changes
    self.beforeTotals = beforeTotals
    self.afterTotals = afterTotals
  }
}

/// A step of a dimension that differs: what it does to the dimension's score before and after.
public struct ChangeReason: Sendable, Hashable {
  /// One side of it.
  public struct Side: Sendable, Hashable {
    public var quantity: Int64
    /// The change of the dimension's score.
    public var centipoints: Int64
    /// The parameter's value as people read it; empty where none decides.
    public var value: String

    public init(quantity: Int64 = 0, centipoints: Int64 = 0, value: String = "") {
      self.quantity = quantity
      self.centipoints = centipoints
      self.value = value
    }
  }

  /// Empty for what concerns the total alone.
  public var dimension: String
  /// Empty where no fact is behind it.
  public var fact: String
  /// Empty where no parameter decides.
  public var parameter: String
  public var label: Bilingual
  public var before: Side
  public var after: Side

  public init(
    dimension: String, fact: String, parameter: String, label: Bilingual, before: Side = Side(),
    after: Side = Side()
  ) {
    self.dimension = dimension
    self.fact = fact
    self.parameter = parameter
    self.label = label
    self.before = before
    self.after = after
  }
}
