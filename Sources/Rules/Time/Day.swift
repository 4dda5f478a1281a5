/// A calendar day of the county's local time, as days since 1970-01-01.
public struct Day: Sendable, Hashable, Comparable, RawRepresentable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// The proleptic Gregorian day, or nil when there is none such (30 February).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= YearMonth(year: year, month: month).dayCount
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// Parses `YYYY-MM-DD`; nil for any other form and for a day that is not.
  public init?(_ text: some StringProtocol) {
    let utf8 = Array(text.utf8)
    guard utf8.count == 10, utf8[4] == UInt8(ascii: "-"), utf8[7] == UInt8(ascii: "-"),
      let year = decimal(utf8[0..<4]), let month = decimal(utf8[5..<7]),
      let day = decimal(utf8[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Counts from 1 March of year 0, so that the leap day is the last of its year.
  init(uncheckedYear year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    rawValue = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(rawValue) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  public var year: Int { civil.year }

  public var month: YearMonth {
    let (year, month, _) = civil
    return YearMonth(year: year, month: month)
  }

  /// 1 = Monday … 7 = Sunday.
  public var weekday: Int {
    let shifted = (Int(rawValue) + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  public static func < (a: Day, b: Day) -> Bool { a.rawValue < b.rawValue }

  public func advanced(by days: Int) -> Day { Day(rawValue: rawValue + Int32(days)) }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// A whole number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
