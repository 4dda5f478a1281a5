/// An instant in the county's local time, as whole seconds since 1970-01-01 00:00:00 local.
///
/// The county keeps `Asia/Shanghai` (UTC+8, no daylight saving), so local seconds are UTC seconds
/// plus a constant and the machine's own zone never enters.
public struct LocalTime: Sendable, Hashable, Comparable, RawRepresentable {
  public static let secondsAheadOfUTC: Int64 = 8 * 3600
  public static let secondsPerDay: Int64 = 86_400

  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  public init(day: Day, secondOfDay: Int) {
    rawValue = Int64(day.rawValue) * Self.secondsPerDay + Int64(secondOfDay)
  }

  public init(utcSeconds: Int64) { rawValue = utcSeconds + Self.secondsAheadOfUTC }

  public var utcSeconds: Int64 { rawValue - Self.secondsAheadOfUTC }

  public var day: Day {
    let quotient = rawValue / Self.secondsPerDay
    return Day(rawValue: Int32(rawValue % Self.secondsPerDay < 0 ? quotient - 1 : quotient))
  }

  /// 0…86399.
  public var secondOfDay: Int {
    let remainder = Int(rawValue % Self.secondsPerDay)
    return remainder < 0 ? remainder + Int(Self.secondsPerDay) : remainder
  }

  public static func < (a: LocalTime, b: LocalTime) -> Bool { a.rawValue < b.rawValue }
}

extension LocalTime: CustomStringConvertible {
  /// `YYYY-MM-DD HH:MM:SS`.
  public var description: String { "\(day) \(clockText(secondOfDay))" }
}

/// `HH:MM:SS` of a second of the day.
public func clockText(_ secondOfDay: Int) -> String {
  "\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))"
}
