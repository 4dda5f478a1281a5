import Rules

/// Reads the forms that dates, times and numbers have in record files. All are strict: digits are
/// ASCII, widths are fixed, nothing stands before or after.
enum FixedForms {
  /// `YYYY-MM-DD` as `Day.rawValue`.
  @inline(__always)
  static func date(_ text: UnsafeRawBufferPointer) -> Int32? {
    guard text.count == 10, let start = text.baseAddress else { return nil }
    return date(at: start)
  }

  /// A date of ten bytes.
  @inline(__always)
  static func date(at start: UnsafeRawPointer) -> Int32? {
    let thousands = start.load(as: UInt8.self) &- 0x30
    let hundreds = (start + 1).load(as: UInt8.self) &- 0x30
    guard thousands < 10, hundreds < 10, let rest = threePairs(at: start + 2, separator: 0x2D)
    else {
      return nil
    }
    let year = Int(thousands) * 1000 + Int(hundreds) * 100 + rest.0
    return Day(year: year, month: rest.1, day: rest.2)?.rawValue
  }

  /// `HH:MM:SS` of eight bytes, as the second of the day.
  @inline(__always)
  static func clock(at start: UnsafeRawPointer) -> Int32? {
    guard let (hour, minute, second) = threePairs(at: start, separator: 0x3A), hour < 24,
      minute < 60,
      second < 60
    else { return nil }
    return Int32(truncatingIfNeeded: hour * 3600 + minute * 60 + second)
  }

  /// `YYYY-MM-DD HH:MM:SS`, with `T` for the blank and a fraction where there is one, as
  /// `LocalTime.rawValue`.
  @inline(__always)
  static func time(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count >= 19, let start = text.baseAddress,
      text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"), let day = date(at: start),
      let second = clock(at: start + 11), text.count == 19 || isFraction(text)
    else { return nil }
    return Int64(day) * LocalTime.secondsPerDay + Int64(second)
  }

  private static func isFraction(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count > 20 && text[19] == UInt8(ascii: ".")
      && UnsafeRawBufferPointer(rebasing: text[20...]).allSatisfy(isDigit)
  }

  /// `HH:MM`, and `HH:MM:SS` where seconds are allowed, as the second of the day.
  static func clock(_ text: UnsafeRawBufferPointer, seconds: Bool) -> Int32? {
    if seconds, text.count == 8, let start = text.baseAddress { return clock(at: start) }
    guard text.count == 5, text[2] == UInt8(ascii: ":"), let hour = pair(text, 0),
      let minute = pair(text, 3), hour < 24, minute < 60
    else { return nil }
    return Int32(hour * 3600 + minute * 60)
  }

  /// `YYYY-MM` as `YearMonth.ordinal`.
  static func month(_ text: UnsafeRawBufferPointer) -> Int32? {
    guard text.count == 7, text[4] == UInt8(ascii: "-"), let century = pair(text, 0),
      let rest = pair(text, 2), let month = pair(text, 5), century + rest >= 1,
      (1...12).contains(month)
    else { return nil }
    return Int32(YearMonth(year: century * 100 + rest, month: month).ordinal)
  }

  /// Digits alone, zeros before them included; more than `Int32.max` where it is larger.
  @inline(__always)
  static func whole(_ text: UnsafeRawBufferPointer, isSigned: Bool = false) -> Int64? {
    guard !text.isEmpty else { return nil }
    if isSigned, text[0] == UInt8(ascii: "-") {
      return whole(UnsafeRawBufferPointer(rebasing: text[1...])).map { -$0 }
    }
    var value: Int64 = 0
    for index in 0..<text.count {
      guard isDigit(text[index]) else { return nil }
      if value <= Int64(Int32.max) { value = value * 10 + Int64(text[index] & 15) }
    }
    return value
  }

  /// A number with up to two decimals, with a sign only where it may be negative.
  static func hundredths(_ text: UnsafeRawBufferPointer, isSigned: Bool) -> Int64? {
    guard isSigned || text.first.map(isDigit) == true,
      case .value(let value) = Rules.hundredths(text)
    else { return nil }
    return value
  }

  /// `NN-NN-NN` of eight bytes in one word. Exclusive or with `00-00-00` leaves the digits' values,
  /// and zero for the separators; adding what lies between the largest right value and 127 shows a
  /// wrong one in a high bit.
  @inline(__always)
  private static func threePairs(
    at start: UnsafeRawPointer, separator: UInt64
  ) -> (Int, Int, Int)? {
    let text = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
    let values = text ^ (0x3030_0030_3000_3030 | separator << 16 | separator << 40)
    guard ((values &+ 0x7676_7F76_767F_7676) | values) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    let pairs = values &* 10 &+ (values >> 8)
    return (Int(pairs & 0xFF), Int(pairs >> 24 & 0xFF), Int(pairs >> 48 & 0xFF))
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func pair(_ text: UnsafeRawBufferPointer, _ index: Int) -> Int? {
    guard isDigit(text[index]), isDigit(text[index + 1]) else { return nil }
    return Int(text[index] & 15) * 10 + Int(text[index + 1] & 15)
  }
}
