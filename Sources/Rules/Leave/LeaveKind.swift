/// The kinds of leave of clause 9.2, in the order of the records' choices.
public enum LeaveKind: Int32, Sendable, Hashable, CaseIterable {
  case personal, sick, annual, maternity, bereavement, official, outing

  /// How its excused sessions are counted in the month's facts.
  public var account: LeaveAccount? {
    switch self {
    case .personal: .personal
    case .sick: .sick
    case .annual, .maternity, .bereavement: .other
    case .official, .outing: nil
    }
  }
}

/// What leave halves are counted under; official duty and outings excuse and count in none.
public enum LeaveAccount: Sendable, Hashable, CaseIterable {
  case personal, sick, other
}

/// A member's excused sessions of one month, each by exactly one leave.
public struct ExcusedSessions: Sendable, Hashable {
  public private(set) var all = HalfDays()
  public private(set) var personal = HalfDays()
  public private(set) var sick = HalfDays()
  public private(set) var other = HalfDays()

  @inlinable
  public init() {}

  /// Adds an approved leave and returns the sessions that it is the first to cover. Leaves must
  /// come in bytewise order of their numbers: of several over one session the lowest number gives
  /// the kind.
  @discardableResult
  public mutating func cover(_ sessions: HalfDays, by kind: LeaveKind) -> HalfDays {
    let fresh = sessions.subtracting(all)
    all = all.union(fresh)
    switch kind.account {
    case .personal: personal = personal.union(fresh)
    case .sick: sick = sick.union(fresh)
    case .other: other = other.union(fresh)
    case nil: break
    }
    return fresh
  }
}
