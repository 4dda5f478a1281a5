import Glibc
import Rules

/// Problems of the tool itself; those of records and calls have their own codes.
extension Problem.Code {
  /// Nobody answers at the address.
  static let unreachable = Problem.Code(rawValue: "unreachable")
  /// A file of the command line could not be written.
  static let unwritableFile = Problem.Code(rawValue: "unwritable_file")
  /// The schema has no such method.
  static let unknownMethod = Problem.Code(rawValue: "unknown_method")
}

extension Problem {
  /// A file that the system does not give; `number` is its `errno`.
  static func unreadable(_ path: String, _ number: Int32) -> Problem {
    let cause = String(cString: strerror(number))
    return Problem(
      .unreadableFile, number == ENOENT ? .notFound : .invalid, zh: "无法读取 \(path)：\(cause)",
      en: "\(path) cannot be read: \(cause)")
  }
}
