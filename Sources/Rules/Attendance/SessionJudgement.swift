/// When a member came and went in one session, in seconds of the day.
public struct Presence: Sendable, Hashable {
  /// Stands for no arrival or no departure.
  public static let none = Int32.min

  public var arrival: Int32
  public var departure: Int32

  @inlinable @inline(__always)
  public init(arrival: Int32 = Presence.none, departure: Int32 = Presence.none) {
    self.arrival = arrival
    self.departure = departure
  }

  @inlinable @inline(__always) public var hasArrival: Bool { arrival != Self.none }
  @inlinable @inline(__always) public var hasDeparture: Bool { departure != Self.none }

  /// What a session's punches say. Punches within the repeat span are one event: an arrival before
  /// the session's middle, else a departure.
  @inlinable @inline(__always)
  public init(_ punches: PunchSpan, _ hours: SessionHours, repeatSpan: Int32) {
    self.init()
    if punches.isEmpty { return }
    if punches.isLonger(than: repeatSpan) {
      arrival = punches.first
      departure = punches.last
    } else if punches.first < hours.middle {
      arrival = punches.first
    } else {
      departure = punches.last
    }
  }

  /// An approved correction of the arrival: the session's start, unless the arrival was no later.
  @inlinable @inline(__always)
  public mutating func correctArrival(_ hours: SessionHours) {
    if !hasArrival || arrival > hours.start { arrival = hours.start }
  }

  /// An approved correction of the departure: the session's end, unless it was no earlier.
  @inlinable @inline(__always)
  public mutating func correctDeparture(_ hours: SessionHours) {
    if !hasDeparture || departure < hours.end { departure = hours.end }
  }
}

/// What one session or day leaves on a member's record.
public struct AttendanceMarks: Sendable, Hashable {
  public var late: Int32 = 0
  public var early: Int32 = 0
  public var missedPunch: Int32 = 0
  public var absentHalves: Int32 = 0

  @inlinable @inline(__always)
  public init() {}

  @inlinable @inline(__always)
  public static func += (a: inout AttendanceMarks, b: AttendanceMarks) {
    a.late &+= b.late
    a.early &+= b.early
    a.missedPunch &+= b.missedPunch
    a.absentHalves &+= b.absentHalves
  }
}

/// Which step of the ladder of clause 9.1.3 a lateness or an earliness reaches.
public enum Tardiness: Sendable, Hashable {
  case none, mark, halfDay, overFullDay

  /// 'Up to' includes the minute itself to the second.
  @inlinable @inline(__always)
  public init(seconds: Int32, _ limits: AttendanceLimits) {
    self =
      seconds <= limits.grace
      ? .none
      : seconds <= limits.halfDay ? .mark : seconds <= limits.fullDay ? .halfDay : .overFullDay
  }

  @inlinable @inline(__always)
  public func halves(_ limits: AttendanceLimits) -> Int32 {
    switch self {
    case .none, .mark: 0
    case .halfDay: 1
    case .overFullDay: limits.overFullDayHalves
    }
  }
}

/// The judgement of one session of a due day that no leave excuses (clauses 9.1.3, 9.1.4).
public struct SessionJudgement: Sendable, Hashable {
  public let presence: Presence
  public let arriving: Tardiness
  public let leaving: Tardiness
  public let marks: AttendanceMarks

  @inlinable @inline(__always)
  public init(_ presence: Presence, _ hours: SessionHours, _ limits: AttendanceLimits) {
    self.presence = presence
    var marks = AttendanceMarks()
    if !presence.hasArrival && !presence.hasDeparture {
      marks.absentHalves = 1
      arriving = .none
      leaving = .none
    } else {
      marks.missedPunch = presence.hasArrival && presence.hasDeparture ? 0 : 1
      arriving =
        presence.hasArrival
        ? Tardiness(seconds: presence.arrival - hours.start, limits) : .none
      leaving =
        presence.hasDeparture
        ? Tardiness(seconds: hours.end - presence.departure, limits) : .none
      marks.late = arriving == .mark ? 1 : 0
      marks.early = leaving == .mark ? 1 : 0
      marks.absentHalves = arriving.halves(limits) + leaving.halves(limits)
    }
    self.marks = marks
  }

  /// Neither an arrival nor a departure.
  @inlinable @inline(__always) public var isAbsent: Bool {
    !presence.hasArrival && !presence.hasDeparture
  }
}
