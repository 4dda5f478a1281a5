/// One session's hours, in seconds of the day.
public struct SessionHours: Sendable, Hashable {
  public let start: Int32
  public let end: Int32
  /// Before it a lone event is an arrival, from it on a departure.
  public let middle: Int32

  public init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
    middle = (start + end) / 2
  }
}

/// A day's two sessions: the hours of clause 9.1.2, with am.start < am.end < pm.start < pm.end.
public struct DaySchedule: Sendable, Hashable {
  public let am: SessionHours
  public let pm: SessionHours
  /// The middle of the break: punches before it lean to the morning, others to the afternoon.
  public let breakMiddle: Int32

  public init(am: SessionHours, pm: SessionHours) {
    self.am = am
    self.pm = pm
    breakMiddle = (am.end + pm.start) / 2
  }

  /// From seconds of the day.
  public init(amStart: Int32, amEnd: Int32, pmStart: Int32, pmEnd: Int32) {
    self.init(
      am: SessionHours(start: amStart, end: amEnd), pm: SessionHours(start: pmStart, end: pmEnd))
  }

  /// 08:30–12:00 and 14:30–17:30: what clause 9.1.2 gives where a county sets nothing.
  public static let standard = DaySchedule(
    amStart: 30_600, amEnd: 43_200, pmStart: 52_200, pmEnd: 63_000)

  public subscript(session: Session) -> SessionHours {
    switch session {
    case .am: am
    case .pm: pm
    }
  }

  /// The session that an instant of the day falls in.
  public func session(at secondOfDay: Int32) -> Session { secondOfDay < breakMiddle ? .am : .pm }
}

/// Morning or afternoon: what attendance and leave are counted in.
public enum Session: Int32, Sendable, Hashable, CaseIterable {
  case am, pm
}
