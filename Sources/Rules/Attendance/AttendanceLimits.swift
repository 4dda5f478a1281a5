/// The thresholds of clauses 9.1.3 and 9.1.4 as a county's policy sets them, in seconds where not
/// told otherwise.
public struct AttendanceLimits: Sendable, Hashable {
  /// Up to it, inclusive, lateness leaves no mark.
  public var grace: Int32
  /// Up to it, inclusive, one late or early; above, half a day.
  public var halfDay: Int32
  /// Above it, `overFullDayHalves`.
  public var fullDay: Int32
  /// 2 by clause 9.1.3 (a whole day), 1 by clause 9.1.4.
  public var overFullDayHalves: Int32
  /// Punches that lie no further apart are one event.
  public var repeatSpan: Int32
  /// Minutes off post from which half a day is absent.
  public var offPostMinutes: Int32

  public init(
    graceMinutes: Int32 = 10, halfDayMinutes: Int32 = 30, fullDayMinutes: Int32 = 60,
    overFullDayHalves: Int32 = 2, repeatMinutes: Int32 = 30, offPostMinutes: Int32 = 60
  ) {
    grace = graceMinutes * 60
    halfDay = halfDayMinutes * 60
    fullDay = fullDayMinutes * 60
    self.overFullDayHalves = overFullDayHalves
    repeatSpan = repeatMinutes * 60
    self.offPostMinutes = offPostMinutes
  }
}
