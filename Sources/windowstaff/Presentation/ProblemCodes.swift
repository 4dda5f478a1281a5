import Rules

/// Problems of the tool itself; those of records and calls have their own codes.
extension Problem.Code {
  /// `--address` is no address.
  static let invalidAddress = Problem.Code(rawValue: "invalid_address")
  /// A file of the command line could not be read.
  static let unreadableFile = Problem.Code(rawValue: "unreadable_file")
  /// A file of the command line could not be written.
  static let unwritableFile = Problem.Code(rawValue: "unwritable_file")
  /// No such member among the records.
  static let unknownStaff = Problem.Code(rawValue: "unknown_staff")
}
