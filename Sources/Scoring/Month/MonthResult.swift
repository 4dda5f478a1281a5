public import Records
public import Rules

/// A county's month, appraised: one row a member, in the order of the results file (centre, rank,
/// staff number).
public struct MonthResult: Sendable {
  public let month: YearMonth
  /// The month was not over when it was scored.
  public let isProvisional: Bool
  /// The columns of scores: the seven, and the county's own.
  public let dimensions: [Dimension]
  /// The members' indices in `staff`.
  public let members: [Int]
  /// The centres' indices in `centerCodes`.
  public let centers: [Int]
  /// By dimension, then by row: centipoints; empty where no scorer is there and the weight is 0.
  public let scores: [Dimension: [Int64]]
  /// Centipoints.
  public let totals: [Int64]
  public let ranks: [Int]
  public let grades: [Grade]
  /// Bit i is `flagNames[i]`.
  public let flags: [UInt32]
  public let flagNames: [String]

  public let staff: CodeTable
  public let centerCodes: CodeTable

  public var count: Int { members.count }

  public func staffNo(_ row: Int) -> String { staff[members[row]] }
  public func centerCode(_ row: Int) -> String { centerCodes[centers[row]] }

  /// The names of a row's flags.
  public func flagNames(of row: Int) -> [String] {
    flagNames.indices.filter { flags[row] & 1 << UInt32($0) != 0 }.map { flagNames[$0] }
  }

  /// The row of a member, or nil where they were not appraised.
  public func row(of member: Int) -> Int? { members.firstIndex(of: member) }
}
