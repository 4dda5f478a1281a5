/// Text that is built byte by byte: results files of many rows, without a `String` a field.
public struct ByteText: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  public mutating func add(byte: UInt8) { bytes.append(byte) }

  public mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  public mutating func add(raw more: [UInt8]) { bytes.append(contentsOf: more) }

  /// A field of a results file, quoted only where RFC 4180 requires it.
  public mutating func add(field: some Collection<UInt8>) {
    guard field.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: field)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func add(number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    add(digits: number.magnitude)
  }

  /// Hundredths with two decimals: 9850 is `98.50`.
  public mutating func add(hundredths value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    add(digits: value.magnitude / 100)
    let rest = UInt8(value.magnitude % 100)
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + rest / 10)
    bytes.append(UInt8(ascii: "0") + rest % 10)
  }

  private mutating func add(digits value: UInt64) {
    var divisor: UInt64 = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }
}
