/// The value of `grpc-timeout`: at most eight digits and a unit.
enum GRPCTimeout {
  /// - Returns: nanoseconds; nil where the text is no timeout. What 64 bits do not hold is the most
  ///   that they hold.
  static func nanoseconds(_ text: String) -> Int64? {
    let digits = text.utf8.dropLast()
    guard (1...8).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
      let unit = text.utf8.last.flatMap(nanoseconds(in:))
    else { return nil }
    let amount = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    let (value, overflows) = amount.multipliedReportingOverflow(by: unit)
    return overflows ? .max : value
  }

  private static func nanoseconds(in unit: UInt8) -> Int64? {
    switch unit {
    case UInt8(ascii: "H"): 3_600_000_000_000
    case UInt8(ascii: "M"): 60_000_000_000
    case UInt8(ascii: "S"): 1_000_000_000
    case UInt8(ascii: "m"): 1_000_000
    case UInt8(ascii: "u"): 1_000
    case UInt8(ascii: "n"): 1
    default: nil
    }
  }
}
