import Glibc
import Rules

/// Problems of the tool itself; those of records and calls have their own codes.
extension Problem.Code {
  /// Nobody answers at the address.
  static let unreachable = Problem.Code(rawValue: "unreachable")
  /// A file of the command line could not be written.
  static let unwritableFile = Problem.Code(rawValue: "unwritable_file")
  /// A line or an argument is no parameter with its value.
  static let policyFileMalformed = Problem.Code(rawValue: "policy_file_malformed")
  /// A name cannot be that of a scorer.
  static let scorerNameInvalid = Problem.Code(rawValue: "scorer_name_invalid")
  /// A folder holds no scorer's source.
  static let scorerSourceMissing = Problem.Code(rawValue: "scorer_source_missing")
  /// The compiler is not there, or refuses the source.
  static let scorerBuildFailed = Problem.Code(rawValue: "scorer_build_failed")
  /// A scorer gives another score than its example says.
  static let scorerExample = Problem.Code(rawValue: "scorer_example")
  /// A file that would be written is there already.
  static let fileExists = Problem.Code(rawValue: "file_exists")
  /// A province's folder has no folder of a county.
  static let noCounties = Problem.Code(rawValue: "no_counties")
  /// Months of some counties were not scored; the others were.
  static let countiesFailed = Problem.Code(rawValue: "counties_failed")
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

  /// A file that the system does not take; `number` is its `errno`.
  static func unwritable(_ path: String, _ number: Int32) -> Problem {
    let cause = String(cString: strerror(number))
    return Problem(
      .unwritableFile, number == ENOSPC ? .exhausted : .invalid,
      zh: "无法写入 \(path)：\(cause)", en: "\(path) cannot be written: \(cause)",
      remedy: Bilingual(
        zh: "检查目录是否存在、是否有权限和空间",
        en: "check that the folder exists, that you may write there, and that there is room"))
  }
}
