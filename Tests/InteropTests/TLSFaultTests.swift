import InteropProto
import NIOCore
import ProtobufRPC
import RPC
import RPCTLS
import Rules
import Synchronization
import TestSupport
import Testing

/// Every way in which two sides fail to come together over TLS, with real certificates: what a
/// client is told, in both languages.
@Suite(.timeLimit(.minutes(2))) struct TLSFaultTests {
  private static let names = ["server": "IP:127.0.0.1,DNS:localhost", "device": "DNS:gate-1.local"]

  private static func security(
    _ files: Certificates, mutual: Bool = false, minimum: TLSFiles.Version = .tls13
  ) throws -> ServerTLS {
    let named = TLSFiles(
      certificate: files.certificate("server"), key: files.key("server"),
      authorities: mutual ? files.authority : nil, minimum: minimum)
    return try ServerTLS(named) { SHA256.hex(SHA256.hash($0)) }
  }

  /// The status of a call that must fail, and is not tried again.
  private static func failure(_ address: ListenAddress, _ files: TLSFiles?) async throws
    -> RPCStatus
  {
    let events = Mutex<[ClientEvent]>([])
    var options = Client.Options()
    options.connection.security = try files.map { try ClientTLS($0) }
    options.onEvent = { event in events.withLock { $0.append(event) } }
    let client = Client(address, options: options)
    let status = await #expect(throws: RPCStatus.self) {
      try await TestServiceClient(client).emptyCall(Empty())
    }
    #expect(events.withLock { $0 } == [], "nothing is gained by trying again")
    await client.close()
    return try #require(status)
  }

  private static func expect(
    _ status: RPCStatus, _ reason: String, _ english: String, _ chinese: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(status.code == .unavailable, sourceLocation: sourceLocation)
    #expect(status.reason == reason, "\(status)", sourceLocation: sourceLocation)
    #expect(status.message.contains(english), "\(status)", sourceLocation: sourceLocation)
    let words = status.message(inLanguage: "zh")
    #expect(words?.contains(chinese) == true, "\(words ?? "")", sourceLocation: sourceLocation)
  }

  @Test("An authority that is not trusted here")
  func unknownAuthority() async throws {
    let (files, others) = (try Certificates(Self.names), try Certificates([:]))
    try await InteropServer.with("tls:127.0.0.1:0", security: Self.security(files)) {
      server async throws in
      let status = try await Self.failure(
        server.address, TLSFiles(authorities: others.authority))
      Self.expect(
        status, "TLS_UNKNOWN_AUTHORITY", "name its authority's file", "请指定该机构的证书文件")
      #expect(status.message.hasPrefix("\(server.address) cannot be reached"))
    }
  }

  @Test("A server's certificate that has expired, with the date")
  func expired() async throws {
    let files = try Certificates(Self.names)
    try files.sign("server", "IP:127.0.0.1", days: -1)
    try await InteropServer.with("tls:127.0.0.1:0", security: Self.security(files)) {
      server async throws in
      let status = try await Self.failure(server.address, TLSFiles(authorities: files.authority))
      Self.expect(status, "TLS_EXPIRED", "UTC): ask the server's operator to renew it", "过期")
    }
  }

  @Test("A certificate for another name, with the names that it has")
  func otherName() async throws {
    let files = try Certificates(["server": "DNS:elsewhere.local,IP:127.0.0.2"])
    try await InteropServer.with("tls:127.0.0.1:0", security: Self.security(files)) {
      server async throws in
      let status = try await Self.failure(server.address, TLSFiles(authorities: files.authority))
      Self.expect(
        status, "TLS_OTHER_NAME", "not for 127.0.0.1 but for elsewhere.local, 127.0.0.2",
        "不是发给 127.0.0.1 的")
    }
  }

  @Test(
    "A server that asks for a certificate, under both versions",
    arguments: TLSFiles.Version.allCases)
  func certificateNeeded(version: TLSFiles.Version) async throws {
    let files = try Certificates(Self.names)
    let security = try Self.security(files, mutual: true, minimum: version)
    try await InteropServer.with("tls:127.0.0.1:0", security: security) { server async throws in
      let status = try await Self.failure(
        server.address, TLSFiles(authorities: files.authority, minimum: version))
      Self.expect(status, "TLS_CERTIFICATE_NEEDED", "name one and its key", "请指定客户端证书")
    }
  }

  @Test("A client's certificate of an authority that the server does not trust, or an expired one")
  func certificateRefused() async throws {
    let (files, others) = (try Certificates(Self.names), try Certificates(Self.names))
    let security = try Self.security(files, mutual: true)
    try await InteropServer.with("tls:127.0.0.1:0", security: security) { server async throws in
      let foreign = TLSFiles(
        certificate: others.certificate("device"), key: others.key("device"),
        authorities: files.authority)
      Self.expect(
        try await Self.failure(server.address, foreign), "TLS_CERTIFICATE_REFUSED",
        "ask the server's operator for a certificate", "请向服务端管理员申请证书")
      try files.sign("device", "DNS:gate-1.local", days: -1)
      let old = TLSFiles(
        certificate: files.certificate("device"), key: files.key("device"),
        authorities: files.authority)
      Self.expect(
        try await Self.failure(server.address, old), "TLS_CERTIFICATE_EXPIRED",
        "has expired", "已过期")
    }
  }

  @Test("A client that speaks plainly to a TLS port, and one that speaks TLS to a plain one")
  func mismatch() async throws {
    let files = try Certificates(Self.names)
    func port(_ address: ListenAddress) -> Int {
      switch address {
      case .tls(_, let port), .tcp(_, let port): port
      case .unix: 0
      }
    }
    try await InteropServer.with("tls:127.0.0.1:0", security: Self.security(files)) {
      server async throws in
      let plain = ListenAddress.tcp(host: "127.0.0.1", port: port(server.address))
      Self.expect(
        try await Self.failure(plain, nil), "TLS_EXPECTED", "write tls: instead of tcp:",
        "tcp: 改为 tls:")
    }
    try await InteropServer.with { server async throws in
      let encrypted = ListenAddress.tls(host: "127.0.0.1", port: port(server.address))
      Self.expect(
        try await Self.failure(encrypted, TLSFiles(authorities: files.authority)),
        "TLS_NOT_SPOKEN", "write tcp: instead of tls:", "tls: 改为 tcp:")
    }
  }
}
