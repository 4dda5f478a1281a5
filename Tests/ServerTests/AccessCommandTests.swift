import Foundation
import TestSupport
import Testing

/// Letting callers in and out with the tool's own commands, against a real server.
@Suite struct AccessCommandTests {
  @Test("A token is made, shown once, used, listed and revoked by the commands")
  func tokenLife() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed("access", "identity", "create", "audit", "--name", "审计")
    let roles = try await server.succeed("access", "grant", "audit", "auditor")
    #expect(roles.out.contains("auditor") && roles.out.contains("审计人员"), "\(roles.out)")
    let made = try await server.succeed("access", "token", "create", "audit", "--label", "试用")
    let secret = made.out.trimmingCharacters(in: .newlines)
    #expect(secret.hasPrefix("wst_") && !made.note.contains(secret), "\(made)")
    #expect(made.note.contains("只显示这一次"), "\(made.note)")

    let me = try await server.succeed("whoami", "--token", secret)
    #expect(me.out.contains("audit 审计；凭据 令牌；县 420325"), "\(me.out)")
    #expect(me.out.contains("auditor"), "\(me.out)")
    let english = try await server.succeed("whoami", "--lang", "en", "--token", secret)
    #expect(english.out.contains("known by a token"), "\(english.out)")

    let list = try await server.succeed("access", "token", "list", "audit", "--json")
    #expect(!list.out.contains(secret))
    let answer = try JSONSerialization.jsonObject(with: Data(list.out.utf8)) as? [String: Any]
    let tokens = try #require(answer?["tokens"] as? [[String: Any]])
    let id = try #require(tokens.first?["token_id"] as? String)
    #expect(tokens.count == 1 && made.note.contains(id))
    let table = try await server.succeed("access", "token", "list", "audit")
    #expect(table.out.contains("试用") && table.out.contains(id), "\(table.out)")

    try await server.refuse("usage", "access", "token", "revoke", "audit", id)
    try await server.succeed("access", "token", "revoke", "audit", id, "--yes")
    try await server.refuse("token_invalid", "whoami", "--token", secret)
    try await server.refuse(
      "unknown_token", "access", "token", "revoke", "audit", "nothing", "--yes")
  }

  @Test("A role is taken back, and an identity disabled and let in again, by the commands")
  func rolesAndIdentities() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed(
      "access", "identity", "create", "li", "--name", "李", "--staff-no", "A01")
    let made = try await server.succeed("access", "token", "create", "li")
    let secret = made.out.trimmingCharacters(in: .newlines)
    try await server.succeed("access", "grant", "li", "clerk")
    try await server.succeed(
      "access", "grant", "li", "window_lead", "--center", "C1", "--window", "W1")
    let left = try await server.succeed(
      "access", "revoke", "li", "window_lead", "--center", "C1", "--window", "W1")
    #expect(left.out.contains("clerk") && !left.out.contains("window_lead"), "\(left.out)")
    try await server.refuse("unknown_grant", "access", "revoke", "li", "auditor")
    try await server.refuse("scope_malformed", "access", "grant", "li", "center_leader")
    try await server.refuse("usage", "access", "grant", "li", "window_lead", "--window", "W1")

    try await server.succeed("access", "identity", "disable", "li")
    try await server.refuse("identity_disabled", "staff", "list", "--token", secret)
    let list = try await server.succeed("access", "identity", "list", "--lang", "en")
    #expect(list.out.contains("disabled"), "\(list.out)")
    try await server.succeed("access", "identity", "disable", "li", "--undo")
    try await server.succeed("staff", "list", "--token", secret)
  }

  @Test("Every command that a refusal names as its remedy is a command of the tool")
  func remedies() async throws {
    for command in [
      ["whoami"], ["access", "identity", "list"], ["access", "token", "list"],
    ] {
      let help = try await Tool.run(command + ["--help"])
      #expect(
        help.status == 0 && help.out.contains("windowstaff " + command.joined(separator: " ")))
    }
  }
}
