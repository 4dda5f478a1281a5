import Foundation
import TestSupport
import Testing

/// Who may open the Unix socket, as the server was told.
@Suite(.timeLimit(.minutes(2))) struct SocketTests {
  private func mode(_ server: RunningServer) throws -> (mode: mode_t, group: gid_t) {
    var info = stat()
    try #require(stat(server.folder.path + "/s", &info) == 0)
    return (info.st_mode & 0o777, info.st_gid)
  }

  @Test("The socket is the owner's alone, unless its mode and group are named")
  func modeAndGroup() async throws {
    let server = try await RunningServer()
    #expect(try mode(server).mode == 0o600)
    try await server.stop()
    let group = getgid()
    try await server.start(arguments: ["--socket-mode", "0660", "--socket-group", "\(group)"])
    #expect(try mode(server).mode == 0o660)
    #expect(try mode(server).group == group)
    #expect(!server.log.contains("every user"))
    try await server.stop()
    try await server.start(arguments: ["--socket-mode", "0666"])
    #expect(try mode(server).mode == 0o666)
    #expect(server.log.contains("every user of this machine may connect"))
    try await server.succeed("county", "list")
  }

  @Test("Options that cannot be meant are told by `check`, which serves nothing")
  func check() async throws {
    let folder = "/tmp/ws-check-\(UInt32.random(in: .min ... .max))"
    let arguments = ["check", "--data", folder, "--listen", "unix:\(folder).s"]
    let fine = try await Tool.daemon(arguments)
    #expect(fine.status == 0 && fine.out.contains("unix:\(folder).s"), "\(fine)")
    for (options, expected) in [
      (["--socket-mode", "0066"], "--socket-mode"), (["--socket-mode", "rw"], "--socket-mode"),
      (["--socket-group", "no-such-group"], "[unknown_group]"),
      (["--listen", "tcp:0.0.0.0:1"], "[cannot_listen]"),
      (["--listen", "nowhere"], "[invalid_address]"),
      (["--listen", "tls:127.0.0.1:1"], "[cannot_listen]"),
      (["--metrics", "9420"], "[invalid_address]"),
      (["--tls-certificate", "/dev/null", "--tls-key", "/dev/null"], "[invalid_certificate]"),
      (["--scorers", "/dev/null"], "scorer"), (["--log-format", "xml"], "--log-format"),
    ] {
      let refused = try await Tool.daemon(arguments + options)
      #expect(refused.status != 0 && refused.note.contains(expected), "\(options): \(refused)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(!FileManager.default.fileExists(atPath: folder + ".s"))
  }

  @Test("Clear text for other machines is warned of at the start")
  func insecure() async throws {
    let server = try await RunningServer(arguments: ["--insecure"])
    #expect(server.log.contains("warning --insecure"))
  }
}
