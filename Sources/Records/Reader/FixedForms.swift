import Rules

/// Reads the forms that dates, times and numbers have in record files. All are strict: digits are
/// ASCII, widths are fixed, nothing stands before or after.
enum FixedForms {
  /// `YYYY-MM-DD` as `Day.rawValue`.
  static func date(_ text: UnsafeRawBufferPointer) -> Int32? {
    guard text.count == 10, text[4] == dash, text[7] == dash, let year = decimal(text[0..<4]),
      let month = decimal(text[5..<7]), let day = decimal(text[8..<10])
    else { return nil }
    return Day(year: year, month: month, day: day)?.rawValue
  }

  /// `YYYY-MM-DD HH:MM:SS`, with `T` for the blank and a fraction where there is one, as
  /// `LocalTime.rawValue`.
  static func time(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count >= 19, text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
      let day = date(UnsafeRawBufferPointer(rebasing: text[0..<10])),
      let second = clock(UnsafeRawBufferPointer(rebasing: text[11..<19]), seconds: true)
    else { return nil }
    if text.count > 19 {
      let fraction = text[20...]
      guard text[19] == UInt8(ascii: "."), !fraction.isEmpty, fraction.allSatisfy(isDigit) else {
        return nil
      }
    }
    return Int64(day) * LocalTime.secondsPerDay + Int64(second)
  }

  /// `HH:MM`, and `HH:MM:SS` where seconds are allowed, as the second of the day.
  static func clock(_ text: UnsafeRawBufferPointer, seconds: Bool) -> Int32? {
    guard text.count == 5 || seconds && text.count == 8, text[2] == colon,
      let hour = decimal(text[0..<2]), let minute = decimal(text[3..<5]), hour < 24, minute < 60
    else { return nil }
    guard text.count == 8 else { return Int32(hour * 3600 + minute * 60) }
    guard text[5] == colon, let second = decimal(text[6..<8]), second < 60 else { return nil }
    return Int32(hour * 3600 + minute * 60 + second)
  }

  /// `YYYY-MM` as `YearMonth.ordinal`.
  static func month(_ text: UnsafeRawBufferPointer) -> Int32? {
    guard text.count == 7, text[4] == dash, let year = decimal(text[0..<4]),
      let month = decimal(text[5..<7]), year >= 1, (1...12).contains(month)
    else { return nil }
    return Int32(YearMonth(year: year, month: month).ordinal)
  }

  /// Digits alone, zeros before them included; more than `Int32.max` where it is larger.
  static func whole(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard !text.isEmpty, text.allSatisfy(isDigit) else { return nil }
    var value: Int64 = 0
    for byte in text where value <= Int64(Int32.max) { value = value * 10 + Int64(byte & 15) }
    return value
  }

  /// A number with up to two decimals, with a sign only where it may be negative.
  static func hundredths(_ text: UnsafeRawBufferPointer, isSigned: Bool) -> Int64? {
    guard isSigned || text.first.map(isDigit) == true,
      case .value(let value) = Rules.hundredths(text)
    else { return nil }
    return value
  }

  private static let dash = UInt8(ascii: "-")
  private static let colon = UInt8(ascii: ":")

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  private static func decimal(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
    var value = 0
    for index in digits.indices {
      let digit = digits[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
