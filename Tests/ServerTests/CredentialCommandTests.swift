import Foundation
import TestSupport
import Testing

/// Certificates, Unix users and tokens by the tool's own commands, against a real server.
@Suite(.timeLimit(.minutes(2))) struct CredentialCommandTests {
  @Test("A certificate is known by its file or its name, shown, and forgotten on an open server")
  func certificates() async throws {
    let certificates = try Certificates([
      "server": "IP:127.0.0.1", "gate": "DNS:gate-3.example", "other": "DNS:other.example",
    ])
    let server = try await RunningServer.withCounty(arguments: [
      "--listen", "tls:127.0.0.1:0", "--tls-certificate", certificates.certificate("server"),
      "--tls-key", certificates.key("server"), "--tls-client-ca", certificates.authority,
    ])
    let port = try #require(server.log.firstMatch(of: /tls:127\.0\.0\.1:(\d+)/)).1
    func whoami(_ name: String) async throws -> Tool.Outcome {
      try await server.run(
        "whoami", "--json", "--address", "tls:127.0.0.1:\(port)", "--tls-ca",
        certificates.authority, "--tls-certificate", certificates.certificate(name), "--tls-key",
        certificates.key(name))
    }
    #expect(try await whoami("gate").out.contains(#""identity_id": "anonymous""#))
    try await server.succeed("access", "identity", "create", "gate-3", "--name", "三号闸机", "--system")
    let file = certificates.certificate("gate")
    let fingerprint = try await server.succeed("access", "certificate", "fingerprint", file)
    #expect(fingerprint.out == (try certificates.fingerprint("gate")) + "\n")
    try await server.succeed("access", "certificate", "add", "gate-3", "--file", file)
    let me = try await whoami("gate")
    #expect(me.out.contains(#""identity_id": "gate-3""#), "\(me)")
    #expect(me.out.contains(#""known_by": "certificate""#))

    let shown = try await server.succeed("access", "identity", "show", "gate-3", "--lang", "en")
    #expect(shown.out.contains(try certificates.fingerprint("gate")), "\(shown.out)")
    try await server.succeed("access", "certificate", "remove", "gate-3", "--file", file)
    #expect(try await whoami("gate").out.contains(#""identity_id": "anonymous""#))

    try await server.succeed("access", "certificate", "add", "gate-3", "--san", "dns:other.example")
    #expect(try await whoami("other").out.contains(#""identity_id": "gate-3""#))
    try await server.refuse("usage", "access", "certificate", "add", "gate-3")
    try await server.refuse(
      "invalid_certificate", "access", "certificate", "add", "gate-3", "--file", "/dev/null")
    try await server.refuse(
      "certificate_malformed", "access", "certificate", "add", "gate-3", "--sha256", "abc")
  }

  @Test("A user of the machine is registered by name or number, and forgotten")
  func unixUsers() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed("access", "identity", "create", "wang", "--name", "王")
    let added = try await server.succeed("access", "unix-user", "add", "wang", "nobody")
    let number = try #require(added.out.firstMatch(of: /\d+/)).0
    #expect(added.out.contains("本机用户"), "\(added.out)")
    let shown = try await server.succeed("access", "identity", "show", "wang", "--json")
    #expect(shown.out.contains(#""unix_uid": \#(number)"#), "\(shown.out)")
    try await server.succeed("access", "identity", "create", "li", "--name", "李")
    try await server.refuse("unix_user_taken", "access", "unix-user", "add", "li", String(number))
    try await server.refuse("unknown_user", "access", "unix-user", "add", "wang", "no-such-user")
    try await server.succeed("access", "unix-user", "remove", "wang", String(number))
    try await server.refuse(
      "unknown_credential", "access", "unix-user", "remove", "wang", String(number))
  }

  @Test("A token is put in another's place: the new one is shown, the old one ends unless kept")
  func rotation() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed("access", "identity", "create", "sync", "--name", "同步", "--system")
    let first = try await server.succeed("access", "token", "create", "sync", "--label", "夜间同步")
    let old = first.out.trimmingCharacters(in: .newlines)
    let id = try #require(first.note.firstMatch(of: /编号 ([0-9a-f]+)/)).1
    try await server.refuse("usage", "access", "token", "rotate", "sync", String(id))
    try await server.refuse("usage", "access", "token", "rotate", "sync", "none", "--yes")
    let kept = try await server.succeed("access", "token", "rotate", "sync", String(id), "--keep")
    let second = kept.out.trimmingCharacters(in: .newlines)
    try await server.succeed("whoami", "--token", old)
    let next = try #require(kept.note.firstMatch(of: /编号 ([0-9a-f]+)/)).1
    let rotated = try await server.succeed(
      "access", "token", "rotate", "sync", String(next), "--yes")
    let third = rotated.out.trimmingCharacters(in: .newlines)
    #expect(Set([old, second, third]).count == 3)
    try await server.succeed("whoami", "--token", third)
    try await server.refuse("token_invalid", "whoami", "--token", second)
    let list = try await server.succeed("access", "token", "list", "sync")
    #expect(list.out.split(separator: "\n").count { $0.contains("夜间同步") } == 3, "\(list.out)")
  }

  @Test("The log's level is shown and changed; metrics are a table and JSON")
  func server() async throws {
    let server = try await RunningServer.withCounty()
    let level = try await server.succeed("server", "log-level", "--lang", "en")
    #expect(level.out == "log level info; access log off (stderr), 0 entries lost\n")
    let changed = try await server.succeed("server", "log-level", "debug")
    #expect(changed.out == "日志级别 info → debug\n")
    try await server.refuse("log_level_unknown", "server", "log-level", "loud")
    try await server.refuse("unknown_staff", "staff", "get", "Z99")
    let table = try await server.succeed("server", "metrics", "--lang", "en")
    let row = try #require(table.out.split(separator: "\n").first { $0.contains("GetStaff") })
    let cells = row.split(separator: " ").map(String.init)
    #expect(cells[0] == "StaffService/GetStaff" && cells[1] == "1" && cells[2] == "1", "\(row)")
    #expect(row.contains("≤ ") && row.hasSuffix("NOT_FOUND 1"), "\(row)")
    let json = try await server.succeed("server", "metrics", "--json")
    #expect(json.out.contains(#""bytes_out""#))
  }
}
