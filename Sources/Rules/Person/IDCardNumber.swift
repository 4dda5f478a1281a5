/// A citizen's identity number by GB 11643: region (GB/T 2260), birth date, sequence, check digit.
///
/// Its text is personal data: it has no description, so that none finds its way into a log.
public struct IDCardNumber: Sendable, Hashable {
  /// Seventeen digits and a digit or `X`.
  public let text: String
  public let birthDay: Day

  /// Why a text is no number.
  public enum Fault: Error, Sendable, Hashable {
    /// Not 17 digits with a digit or `X` after them; the 15 digits of before 2013 are no longer
    /// valid.
    case form
    /// The first two digits are no province.
    case region
    /// No such day, or one after today.
    case birthDate
    case checkDigit
  }

  /// - Parameter today: in the county's local time.
  public init(_ text: some StringProtocol, today: Day) throws(Fault) {
    let bytes = text.utf8.map { $0 == UInt8(ascii: "x") ? UInt8(ascii: "X") : $0 }
    guard bytes.count == 18, bytes.prefix(17).allSatisfy(Self.isDigit),
      Self.isDigit(bytes[17]) || bytes[17] == UInt8(ascii: "X")
    else { throw .form }
    func number(_ range: Range<Int>) -> Int {
      bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    guard Self.provinces.contains(number(0..<2)) else { throw .region }
    guard let born = Day(year: number(6..<10), month: number(10..<12), day: number(12..<14)),
      born <= today
    else { throw .birthDate }
    guard bytes[17] == Self.checkDigit(of: bytes[..<17]) else { throw .checkDigit }
    self.text = String(decoding: bytes, as: UTF8.self)
    birthDay = born
  }

  /// As it is shown to those who need not know it: the province and the last two stay, enough to
  /// tell two people apart and too little to be of use.
  public var masked: String { "\(text.prefix(2))**************\(text.suffix(2))" }

  /// ISO 7064 MOD 11-2: position i from the right weighs 2^i mod 11.
  private static func checkDigit(of digits: ArraySlice<UInt8>) -> UInt8 {
    let sum = digits.reduce(0) { ($0 + Int($1 - UInt8(ascii: "0"))) * 2 % 11 }
    let check = (12 - sum) % 11
    return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// GB/T 2260, first two digits; 83 is for residents of Taiwan with a residence permit.
  private static let provinces: Set = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
  ]
}
