import ArgumentParser
import Glibc
import Rules

/// A user of this machine, by name or number.
struct UnixUserArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The user: a name of this machine, or a number.", valueName: "user"))
  var user: String

  /// - Throws: a `Problem` when this machine has no user of that name.
  func uid() throws(Problem) -> UInt32 {
    if let number = UInt32(user) { return number }
    guard let entry = getpwnam(user) else {
      throw Problem(
        .unknownUser, .notFound, zh: "本机没有用户 \(user)", en: "this machine has no user \(user)",
        remedy: Bilingual(
          zh: "用 id -u 用户名 查看编号；服务在另一台机器上时请给出编号",
          en: "see `id -u NAME`; give the number where the server is on another machine"))
    }
    return entry.pointee.pw_uid
  }
}

extension Problem.Code {
  /// The machine has no user of that name.
  static let unknownUser = Problem.Code(rawValue: "unknown_user")
}
