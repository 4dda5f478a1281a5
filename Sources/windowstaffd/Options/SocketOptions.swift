internal import ArgumentParser
internal import Glibc
internal import RPC
internal import Rules

/// Who may connect to the Unix sockets.
struct SocketOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The mode of unix: sockets, in octal; who may write to a socket may connect.",
      valueName: "mode"))
  var socketMode = "0600"

  @Option(
    help: ArgumentHelp(
      "The group of unix: sockets, by name or number; else the server's own.", valueName: "group"))
  var socketGroup: String?

  /// The owner's own access, without which the server could not be managed.
  private static let ownerMode: UInt32 = 0o600

  func validate() throws {
    guard let mode = UInt32(socketMode, radix: 8), mode <= 0o777,
      mode & Self.ownerMode == Self.ownerMode
    else { throw ValidationError("--socket-mode takes 0600 to 0777, such as 0660") }
  }

  /// - Throws: a `Problem`: `unknown_group`.
  func access() throws -> UnixSocketAccess {
    var access = UnixSocketAccess()
    access.mode = UInt32(socketMode, radix: 8) ?? access.mode
    access.groupID = try socketGroup.map(Self.group)
    return access
  }

  private static func group(_ text: String) throws -> UInt32 {
    if let number = UInt32(text) { return number }
    guard let group = getgrnam(text) else {
      throw Problem(
        .unknownGroup, .notFound, zh: "没有用户组 \(text)",
        en: "there is no group \(text)",
        remedy: Bilingual(zh: "用 getent group 查看", en: "see getent group"), field: "--socket-group")
    }
    return group.pointee.gr_gid
  }
}
