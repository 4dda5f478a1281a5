/// What the records other than punches say about one day of a member.
public struct DayExcuses: Sendable, Hashable {
  public var excusedAM = false
  public var excusedPM = false
  public var correctedInAM = false
  public var correctedOutAM = false
  public var correctedInPM = false
  public var correctedOutPM = false
  /// Long confirmed off-post incidents: in the morning, in the afternoon, at a time not told.
  public var offPostAM = false
  public var offPostPM = false
  public var offPostAnyTime = false

  @inlinable @inline(__always)
  public init() {}
}

/// The judgement of one due day of a member (clauses 9.1.3 and 9.1.4).
public struct DayJudgement: Sendable, Hashable {
  /// A day has two halves to lose.
  public static let halvesAtMost: Int32 = 2

  /// nil: excused by leave.
  public let am: SessionJudgement?
  public let pm: SessionJudgement?
  /// Half a day for a long absence from the post, once a day.
  public let isOffPostCounted: Bool
  /// After the day's cap.
  public let marks: AttendanceMarks

  @inlinable @inline(__always)
  public init(
    _ punches: PunchPartition, _ excuses: DayExcuses, _ schedule: DaySchedule,
    _ limits: AttendanceLimits
  ) {
    let spans = punches.sessions(repeatSpan: limits.repeatSpan)
    am =
      excuses.excusedAM
      ? nil
      : Self.judge(
        spans.am, schedule.am, limits, correctedIn: excuses.correctedInAM,
        correctedOut: excuses.correctedOutAM)
    pm =
      excuses.excusedPM
      ? nil
      : Self.judge(
        spans.pm, schedule.pm, limits, correctedIn: excuses.correctedInPM,
        correctedOut: excuses.correctedOutPM)
    isOffPostCounted =
      excuses.offPostAM && !excuses.excusedAM || excuses.offPostPM && !excuses.excusedPM
      || excuses.offPostAnyTime && !(excuses.excusedAM && excuses.excusedPM)

    var marks = AttendanceMarks()
    if let am { marks += am.marks }
    if let pm { marks += pm.marks }
    if isOffPostCounted { marks.absentHalves += 1 }
    if marks.absentHalves >= Self.halvesAtMost {
      marks = AttendanceMarks()
      marks.absentHalves = Self.halvesAtMost
    }
    self.marks = marks
  }

  /// The whole day is absent: nothing else is marked on it.
  @inlinable @inline(__always) public var isWholeDayAbsent: Bool {
    marks.absentHalves >= Self.halvesAtMost
  }

  @inlinable @inline(__always)
  static func judge(
    _ punches: PunchSpan, _ hours: SessionHours, _ limits: AttendanceLimits, correctedIn: Bool,
    correctedOut: Bool
  ) -> SessionJudgement {
    var presence = Presence(punches, hours, repeatSpan: limits.repeatSpan)
    if correctedIn { presence.correctArrival(hours) }
    if correctedOut { presence.correctDeparture(hours) }
    return SessionJudgement(presence, hours, limits)
  }
}
