import Rules

/// The bytes of a CSV file while it is written: RFC 4180, LF, quoted only where it is required.
public struct CSVOutput {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func line(_ fields: [String]) {
    for (position, text) in fields.enumerated() {
      if position > 0 { comma() }
      field(text)
    }
    endLine()
  }

  mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { field(UnsafeRawBufferPointer($0)) }
  }

  /// A text, in quotes where RFC 4180 requires them.
  mutating func field(_ text: UnsafeRawBufferPointer) {
    guard text.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: text)
      return
    }
    byte("\"")
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    byte("\"")
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }

  mutating func comma() { byte(",") }

  mutating func endLine() { byte("\n") }

  mutating func byte(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  /// A number with leading zeros.
  mutating func digits(_ number: Int, _ width: Int) {
    let start = bytes.count
    var rest = number
    for _ in 0..<width {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  mutating func date(_ day: Day) {
    let (year, month, dayOfMonth) = day.civil
    digits(year, 4)
    byte("-")
    digits(month, 2)
    byte("-")
    digits(dayOfMonth, 2)
  }

  mutating func time(_ time: LocalTime) {
    date(time.day)
    byte(" ")
    clock(time.secondOfDay, seconds: true)
  }

  mutating func clock(_ second: Int, seconds: Bool) {
    digits(second / 3600, 2)
    byte(":")
    digits(second / 60 % 60, 2)
    if seconds {
      byte(":")
      digits(second % 60, 2)
    }
  }
}
