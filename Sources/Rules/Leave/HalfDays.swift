/// A set of sessions of one month.
public struct HalfDays: Sendable, Hashable {
  public var am: MonthDays
  public var pm: MonthDays

  @inlinable
  public init(am: MonthDays = MonthDays(), pm: MonthDays = MonthDays()) {
    self.am = am
    self.pm = pm
  }

  /// The sessions of `month` from one session to another, both included (clause 9.2: leave in half
  /// days).
  public init(
    from first: Day, _ firstSession: Session, to last: Day, _ lastSession: Session,
    in month: YearMonth
  ) {
    am = MonthDays(
      from: firstSession == .am ? first : first.advanced(by: 1), until: last.advanced(by: 1),
      in: month)
    pm = MonthDays(
      from: first, until: lastSession == .pm ? last.advanced(by: 1) : last, in: month)
  }

  @inlinable public var count: Int { am.count + pm.count }
  @inlinable public var isEmpty: Bool { am.isEmpty && pm.isEmpty }

  @inlinable
  public subscript(session: Session) -> MonthDays {
    get { session == .am ? am : pm }
    set { if session == .am { am = newValue } else { pm = newValue } }
  }

  @inlinable
  public func subtracting(_ other: HalfDays) -> HalfDays {
    HalfDays(am: am.subtracting(other.am), pm: pm.subtracting(other.pm))
  }

  @inlinable
  public func union(_ other: HalfDays) -> HalfDays {
    HalfDays(am: am.union(other.am), pm: pm.union(other.pm))
  }

  /// How many sessions lie on the given days.
  @inlinable
  public func count(on days: MonthDays) -> Int {
    am.intersection(days).count + pm.intersection(days).count
  }
}
