internal import CProtobufC
internal import Glibc

/// `google.protobuf.Duration` in JSON: `"3.5s"`.
enum DurationText {
  static func isForm(of type: MessageType) -> Bool {
    strcmp(type.descriptor.pointee.name, "google.protobuf.Duration") == 0
  }

  /// ±10,000 years, from its definition.
  private static let secondsMax: Int64 = 315_576_000_000
  private static let nanosPerSecond: Int32 = 1_000_000_000

  /// - Returns: seconds with 0, 3, 6 or 9 decimals; nil beyond the type's range.
  static func text(seconds: Int64, nanos: Int32) -> String? {
    guard (-secondsMax...secondsMax).contains(seconds), nanos > -nanosPerSecond,
      nanos < nanosPerSecond,
      seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
    else { return nil }
    let sign = seconds < 0 || nanos < 0 ? "-" : ""
    let whole = "\(sign)\(seconds.magnitude)"
    if nanos == 0 { return whole + "s" }
    let nine = String("\(1_000_000_000 + Int(nanos.magnitude))".dropFirst())
    let decimals = nine.hasSuffix("000000") ? 3 : nine.hasSuffix("000") ? 6 : 9
    return "\(whole).\(nine.prefix(decimals))s"
  }

  /// - Returns: nil if the text is no duration.
  static func parse(_ text: String) -> (seconds: Int64, nanos: Int32)? {
    guard text.hasSuffix("s") else { return nil }
    let isNegative = text.hasPrefix("-")
    let parts = text.dropLast().dropFirst(isNegative ? 1 : 0).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    guard isPlain, let seconds = Int64(parts[0]), seconds <= secondsMax else { return nil }
    var nanos: Int32 = 0
    if parts.count == 2 {
      guard parts[1].count <= 9 else { return nil }
      let nine = parts[1] + String(repeating: "0", count: 9 - parts[1].count)
      guard let number = Int32(nine) else { return nil }
      nanos = number
    }
    return isNegative ? (-seconds, -nanos) : (seconds, nanos)
  }
}
