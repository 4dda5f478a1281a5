import InteropProto
import NIOCore
import ProtobufRPC
import RPC
import RPCTLS
import Rules
import Synchronization
import TestSupport
import Testing

/// TLS with an authority of the test's own.
@Suite(.timeLimit(.minutes(2))) struct TLSTests {
  private static let names = ["server": "IP:127.0.0.1,DNS:localhost", "device": "DNS:gate-1.local"]

  private static func security(
    _ files: Certificates, mutual: Bool = false, minimum: TLSFiles.Version = .tls13
  ) throws -> ServerTLS {
    let named = TLSFiles(
      certificate: files.certificate("server"), key: files.key("server"),
      authorities: mutual ? files.authority : nil, minimum: minimum)
    return try ServerTLS(named) { SHA256.hex(SHA256.hash($0)) }
  }

  private static func client(
    _ server: InteropServer, _ files: TLSFiles
  ) async throws -> ClientConnection {
    var options = ClientConnection.Options()
    options.security = try ClientTLS(files)
    return try await .connect(to: server.address, options: options)
  }

  @Test(
    "Python's client is served over TLS, and over mutual TLS with its certificate",
    .enabled(if: PythonClient.isExpected), arguments: [false, true])
  func python(mutual: Bool) async throws {
    let files = try Certificates(Self.names)
    let security = try Self.security(files, mutual: mutual)
    try await InteropServer.with("tls:127.0.0.1:0", security: security) { server in
      var options = ["--ca", files.authority]
      if mutual {
        try await PythonClient.run("unreachable", server, files: options)
        options += ["--certificate", files.certificate("device"), "--key", files.key("device")]
      }
      for name in ["large_unary", "ping_pong", "back_pressure", "health"] {
        try await PythonClient.run(name, server, files: options)
      }
    }
  }

  @Test("A client in Swift is served over TLS by ttrpc; one that trusts another authority refuses")
  func swift() async throws {
    let files = try Certificates(Self.names)
    let others = try Certificates([:])
    let security = try Self.security(files)
    try await InteropServer.with("tls:127.0.0.1:0", security: security) { server in
      let client = try await Self.client(server, TLSFiles(authorities: files.authority))
      #expect(try await TestServiceClient(client).emptyCall(Empty()) == Empty())
      await client.close()
      await #expect(throws: RPCStatus.self) {
        try await Self.client(server, TLSFiles(authorities: others.authority))
      }
    }
  }

  @Test("A client's certificate is known to the handler by its names and its fingerprint")
  func peer() async throws {
    let files = try Certificates(Self.names)
    let method = Method(service: "s", method: "Peer", shape: .unary)
    let seen = Mutex<ServerCall.Peer?>(nil)
    var table = MethodTable()
    table.register(
      method,
      .inline { call, message in
        seen.withLock { $0 = call.peer }
        return message
      })
    var configuration = ServerConfiguration()
    configuration.security = try Self.security(files, mutual: true)
    let server = Server(table: table, configuration: configuration, logger: .quiet)
    let address = try await server.start(on: [.tls(host: "127.0.0.1", port: 0)])[0]
    var options = ClientConnection.Options()
    options.security = try ClientTLS(
      TLSFiles(
        certificate: files.certificate("device"), key: files.key("device"),
        authorities: files.authority))
    let client = try await ClientConnection.connect(to: address, options: options)
    _ = try await client.unary(method, ByteBuffer())
    await client.close()
    await server.drain(within: .seconds(5))
    guard case .tls(_, let certificate) = seen.withLock({ $0 }) else {
      Issue.record("the peer is not known by TLS")
      return
    }
    #expect(certificate?.names == ["DNS:gate-1.local"])
    #expect(try certificate?.fingerprint == files.fingerprint("device"))
  }

  @Test("Certificates are read again for new connections, and open ones go on")
  func reload() async throws {
    let files = try Certificates(Self.names)
    let security = try Self.security(files)
    let trusting = TLSFiles(authorities: files.authority)
    try await InteropServer.with("tls:127.0.0.1:0", security: security) { server in
      let first = try await Self.client(server, trusting)
      // The next certificate is for another name, which shows which one is in use.
      try files.sign("server", "DNS:elsewhere.local")
      try security.reload()
      #expect(try await TestServiceClient(first).emptyCall(Empty()) == Empty())
      await #expect(throws: RPCStatus.self) { try await Self.client(server, trusting) }
      #expect(try await TestServiceClient(first).emptyCall(Empty()) == Empty())
      await first.close()
    }
  }

  @Test("Files at fault are refused with their name, and a reload with them changes nothing")
  func faults() throws {
    let files = try Certificates(Self.names)
    let wrongKey = TLSFiles(
      certificate: files.certificate("server"), key: files.key("device"))
    #expect(throws: TLSError(file: files.key("device"), reason: .mismatch)) {
      try ServerTLS(wrongKey) { _ in "" }
    }
    #expect(throws: TLSError(file: "/nowhere.pem", reason: .certificates)) {
      try ServerTLS(TLSFiles(certificate: "/nowhere.pem", key: files.key("server"))) { _ in "" }
    }
    #expect(throws: TLSError(file: files.certificate("server"), reason: .key)) {
      let named = TLSFiles(
        certificate: files.certificate("server"), key: files.certificate("server"))
      return try ServerTLS(named) { _ in "" }
    }
    #expect(throws: TLSError(file: "", reason: .noKey)) {
      try ServerTLS(TLSFiles(certificate: files.certificate("server"))) { _ in "" }
    }
  }

  @Test("A tls: address without a certificate is refused with the remedy")
  func noCertificate() async throws {
    let server = Server(table: MethodTable(), logger: .quiet)
    let address = ListenAddress.tls(host: "127.0.0.1", port: 0)
    await #expect(throws: ListenError(address: address, reason: .noCertificate)) {
      try await server.start(on: [address])
    }
    await server.drain(within: .zero)
  }
}
