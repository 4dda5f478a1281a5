/// Codes that several modules answer with. All others stand with the rules that they tell of.
extension Problem.Code {
  /// No member has this staff number.
  public static let unknownStaff = Self(rawValue: "unknown_staff")
  /// A file cannot be read.
  public static let unreadableFile = Self(rawValue: "unreadable_file")
  /// An address to listen on or to call is malformed.
  public static let invalidAddress = Self(rawValue: "invalid_address")
  /// A certificate or key cannot be used.
  public static let invalidCertificate = Self(rawValue: "invalid_certificate")
}
