internal import Rules

/// An instant as the logs write it, whatever the machine's zone: RFC 3339, in UTC.
enum UTCText {
  /// - Parameter microseconds: since 1970-01-01 00:00:00 UTC.
  static func text(_ microseconds: Int64) -> String {
    let seconds = microseconds.quotientRoundedDown(1_000_000)
    // The calendar of local time, with UTC put in.
    let time = LocalTime(rawValue: seconds)
    let millis = String((microseconds - seconds * 1_000_000) / 1000)
    let fraction = String(repeating: "0", count: 3 - millis.count) + millis
    return "\(time.day)T\(clockText(time.secondOfDay)).\(fraction)Z"
  }
}

extension Int64 {
  fileprivate func quotientRoundedDown(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
