import Foundation
import TestSupport
import Testing

/// How operators reach a server from other machines.
@Suite(.timeLimit(.minutes(3))) struct EncryptionTests {
  private static let names = ["server": "IP:127.0.0.1", "clerk": "DNS:clerk.local"]

  /// Runs the body beside a server with a Unix socket and a `tls:` address, and gives it that
  /// address.
  private static func withServer(
    _ files: Certificates, _ more: [String] = [],
    _ body: (RunningServer, _ address: String) async throws -> Void
  ) async throws {
    let server = try await RunningServer(
      arguments: [
        "--listen", "tls:127.0.0.1:0", "--tls-certificate", files.certificate("server"),
        "--tls-key", files.key("server"),
      ] + more)
    // Both addresses are logged in one turn.
    while !server.log.contains("tls:127.0.0.1:") { await Task.yield() }
    let address = try #require(server.log.firstMatch(of: /tls:127\.0\.0\.1:[0-9]+/))
    try await body(server, String(address.output))
    // Until here the server must live.
    #expect(try await server.stop() == 0)
  }

  @Test("The tool reaches a server over TLS, and only one whose authority it trusts")
  func tool() async throws {
    let files = try Certificates(Self.names)
    try await Self.withServer(files) { _, address in
      let reached = try await Tool.run(
        "version", "--server", "--address", address, "--tls-ca", files.authority)
      #expect(reached.status == 0, "\(reached.note)")
      let refused = try await Tool.run("version", "--server", "--address", address)
      #expect(refused.status != 0)
      #expect(refused.note.contains("[tls_unknown_authority]"), "\(refused.note)")
      let unread = try await Tool.run(
        "version", "--server", "--address", address, "--tls-ca", "/nowhere.pem")
      #expect(unread.note.contains("invalid_certificate"), "\(unread.note)")
    }
  }

  @Test("With --tls-client-ca, the tool needs a certificate that the authority has signed")
  func mutual() async throws {
    let files = try Certificates(Self.names)
    try await Self.withServer(files, ["--tls-client-ca", files.authority]) { server, address in
      let trusting = ["status", "--address", address, "--tls-ca", files.authority]
      let unknown = try await Tool.run(trusting)
      #expect(unknown.status != 0)
      #expect(unknown.note.contains("[tls_certificate_needed]"), "\(unknown.note)")
      let shown = [
        "--tls-certificate", files.certificate("clerk"), "--tls-key", files.key("clerk"),
      ]
      let stranger = try await Tool.run(trusting + shown)
      #expect(stranger.note.contains("[unknown_caller]"), "\(stranger.note)")
      for (method, data) in [
        ("CreateIdentity", #"{"identity_id":"clerk","kind":"KIND_SYSTEM","name":"clerk"}"#),
        ("RegisterCertificate", #"{"identity_id":"clerk","san":"dns:clerk.local"}"#),
        (
          "GrantRole",
          #"{"identity_id":"clerk","grant":{"role":"ROLE_AUDITOR","county_code":"*"}}"#
        ),
      ] {
        try await server.succeed("call", "windowstaff.v1.AccessService/\(method)", "-d", data)
      }
      let known = try await Tool.run(trusting + shown)
      #expect(known.status == 0, "\(known.note)")
    }
  }

  @Test(
    "SIGHUP makes the server show its new certificate, and leaves it where the file is at fault")
  func hangup() async throws {
    let files = try Certificates(Self.names)
    let others = try Certificates(Self.names)
    try await Self.withServer(files) { server, address in
      for name in [others.certificate("server"), others.key("server")] {
        let mine = name == others.key("server") ? files.key("server") : files.certificate("server")
        try Data(contentsOf: URL(filePath: name)).write(to: URL(filePath: mine))
      }
      kill(server.processID, SIGHUP)
      while !server.log.contains("certificates read again") { await Task.yield() }
      let new = try await Tool.run(
        "version", "--server", "--address", address, "--tls-ca", others.authority)
      #expect(new.status == 0, "\(new.note)")
      try Data("nothing".utf8).write(to: URL(filePath: files.certificate("server")))
      kill(server.processID, SIGHUP)
      while !server.log.contains("the certificates in use stay") { await Task.yield() }
      let same = try await Tool.run(
        "version", "--server", "--address", address, "--tls-ca", others.authority)
      #expect(same.status == 0, "\(same.note)")
    }
  }

  @Test("A server does not start with files at fault, nor in clear text for other machines")
  func refused() async throws {
    let data = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: data) }
    let certificate = try await Tool.run(
      daemon: "serve", "--data", data, "--listen", "tls:127.0.0.1:0", "--tls-certificate",
      "/nowhere.pem", "--tls-key", "/nowhere.pem")
    #expect(certificate.status == 65)
    #expect(certificate.note.contains("[invalid_certificate] "), "\(certificate.note)")
    let none = try await Tool.run(daemon: "serve", "--data", data, "--listen", "tls:127.0.0.1:0")
    #expect(none.note.contains("[cannot_listen] "), "\(none.note)")
    let clear = try await Tool.run(daemon: "serve", "--data", data, "--listen", "tcp:0.0.0.0:0")
    #expect(clear.note.contains("[cannot_listen] "), "\(clear.note)")
  }

  @Test("--insecure takes clear text from other machines, and the log says so")
  func insecure() async throws {
    let server = try await RunningServer(arguments: ["--listen", "tcp:0.0.0.0:0", "--insecure"])
    while !server.log.contains("clear text") { await Task.yield() }
    #expect(try await server.stop() == 0)
  }
}
