/// A telephone number of mainland China: a mobile one of 11 digits, or an area code and a line.
///
/// Its text is personal data: it has no description, so that none finds its way into a log.
public struct PhoneNumber: Sendable, Hashable {
  /// Digits alone: `13812345678`, or `07191234567`.
  public let text: String

  /// nil when the text is no number. Blanks and hyphens are passed over, and so is `+86`.
  public init?(_ text: some StringProtocol) {
    var digits = text.unicodeScalars.filter { $0 != " " && $0 != "-" }.map(Character.init)
    if digits.starts(with: "+86") { digits.removeFirst(3) }
    guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    let isMobile = digits.count == 11 && digits[0] == "1" && ("3"..."9").contains(digits[1])
    let isLine = (10...12).contains(digits.count) && digits[0] == "0" && digits[1] != "0"
    guard isMobile || isLine else { return nil }
    self.text = String(digits)
  }

  /// As it is shown to those who need not know it: `138****5678`.
  public var masked: String {
    "\(text.prefix(3))\(String(repeating: "*", count: text.count - 7))\(text.suffix(4))"
  }
}
