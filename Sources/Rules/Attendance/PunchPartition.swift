/// The earliest and the latest of some punches, in seconds of the day: all that the rules ask of
/// them, so that their order and repeats never matter.
public struct PunchSpan: Sendable, Hashable {
  public var first: Int32
  public var last: Int32

  @inlinable @inline(__always)
  public init() {
    first = .max
    last = .min
  }

  @inlinable @inline(__always) public var isEmpty: Bool { first > last }

  @inlinable @inline(__always)
  public mutating func add(_ second: Int32) {
    first = Swift.min(first, second)
    last = Swift.max(last, second)
  }

  @inlinable @inline(__always)
  public mutating func add(_ other: PunchSpan) {
    first = Swift.min(first, other.first)
    last = Swift.max(last, other.last)
  }

  /// Whether the latest is more than `span` after the earliest.
  @inlinable @inline(__always)
  public func isLonger(than span: Int32) -> Bool { !isEmpty && last - first > span }
}

/// Where in the day a punch lies: the two sessions' own time, and the two halves of the break.
public enum DayPart: Sendable, Hashable {
  case morning, breakBeforeMiddle, breakFromMiddle, afternoon
}

extension DaySchedule {
  @inlinable @inline(__always)
  public func part(at second: Int32) -> DayPart {
    if second < am.end { return .morning }
    if second >= pm.start { return .afternoon }
    return second < breakMiddle ? .breakBeforeMiddle : .breakFromMiddle
  }
}

/// A member's punches of a day, parted so that each belongs to one session at most (clause 9.1.4).
public struct PunchPartition: Sendable, Hashable {
  public var morning = PunchSpan()
  public var breakBeforeMiddle = PunchSpan()
  public var breakFromMiddle = PunchSpan()
  public var afternoon = PunchSpan()

  @inlinable @inline(__always)
  public init() {}

  @inlinable @inline(__always)
  public mutating func add(_ second: Int32, _ schedule: DaySchedule) {
    switch schedule.part(at: second) {
    case .morning: morning.add(second)
    case .breakBeforeMiddle: breakBeforeMiddle.add(second)
    case .breakFromMiddle: breakFromMiddle.add(second)
    case .afternoon: afternoon.add(second)
    }
  }

  /// The break's punches together.
  @inlinable @inline(__always) public var pause: PunchSpan {
    var all = breakBeforeMiddle
    all.add(breakFromMiddle)
    return all
  }

  /// The punches of the two sessions. Two events in the break are a departure and an arrival; one
  /// is given to the nearer session.
  @inlinable @inline(__always)
  public func sessions(repeatSpan: Int32) -> (am: PunchSpan, pm: PunchSpan) {
    var am = morning
    var pm = afternoon
    let pause = pause
    if pause.isLonger(than: repeatSpan) {
      am.add(pause.first)
      pm.add(pause.last)
    } else {
      am.add(breakBeforeMiddle)
      pm.add(breakFromMiddle)
    }
    return (am, pm)
  }

  /// The session that a punch of this day belongs to; nil for one between the break's two events.
  public func session(of second: Int32, _ schedule: DaySchedule, repeatSpan: Int32) -> Session? {
    let part = schedule.part(at: second)
    switch part {
    case .morning: return .am
    case .afternoon: return .pm
    case .breakBeforeMiddle, .breakFromMiddle:
      let pause = pause
      guard pause.isLonger(than: repeatSpan) else { return part == .breakBeforeMiddle ? .am : .pm }
      if second == pause.first { return .am }
      return second == pause.last ? .pm : nil
    }
  }
}
