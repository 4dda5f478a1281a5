/// A calendar month of the county's local time.
public struct YearMonth: Sendable, Hashable, Comparable {
  public let year: Int
  /// 1…12.
  public let month: Int

  public init(year: Int, month: Int) {
    precondition((1...12).contains(month), "month \(month) is not in 1…12")
    self.year = year
    self.month = month
  }

  /// Parses `YYYY-MM`; nil for any other form and for a month that is not.
  public init?(_ text: some StringProtocol) {
    let utf8 = Array(text.utf8)
    guard utf8.count == 7, utf8[4] == UInt8(ascii: "-"), let year = decimal(utf8[0..<4]),
      let month = decimal(utf8[5..<7]), year >= 1, (1...12).contains(month)
    else { return nil }
    self.init(year: year, month: month)
  }

  public var isLeapYear: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  public var dayCount: Int {
    switch month {
    case 2: isLeapYear ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public var firstDay: Day { Day(uncheckedYear: year, month: month, day: 1) }

  /// The first day of the next month: `month_end` is its first instant.
  public var endDay: Day { firstDay.advanced(by: dayCount) }

  public var next: YearMonth {
    month == 12 ? YearMonth(year: year + 1, month: 1) : YearMonth(year: year, month: month + 1)
  }

  public var days: some Sequence<Day> & Sendable {
    (firstDay.rawValue..<endDay.rawValue).lazy.map { Day(rawValue: $0) }
  }

  /// Months since year 0: a dense key for storage and comparison.
  public var ordinal: Int { year * 12 + month - 1 }

  public init(ordinal: Int) { self.init(year: ordinal / 12, month: ordinal % 12 + 1) }

  public static func < (a: YearMonth, b: YearMonth) -> Bool { a.ordinal < b.ordinal }
}

extension YearMonth: CustomStringConvertible {
  /// `YYYY-MM`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
}

/// Decimal digits alone; nil for anything else.
func decimal(_ digits: some Sequence<UInt8>) -> Int? {
  var value = 0
  for byte in digits {
    guard byte >= 0x30, byte <= 0x39 else { return nil }
    value = value * 10 + Int(byte - 0x30)
  }
  return value
}
