import Glibc
import NIOCore
import Testing

@testable import RPC

@Suite(.timeLimit(.minutes(1))) struct ListenTests {
  private func server(remoteTCP: Bool = false) -> Server {
    var configuration = ServerConfiguration()
    configuration.allowsRemoteTCP = remoteTCP
    return Server(table: Sample.table(), configuration: configuration, logger: .quiet)
  }

  private func mode(of path: String) -> mode_t? {
    var info = stat()
    return lstat(path, &info) == 0 ? info.st_mode & 0o777 : nil
  }

  @Test("A Unix socket is its owner's alone, and gone after draining")
  func socketFile() async throws {
    let (server, path) = (server(), temporarySocketPath())
    #expect(try await server.start(on: [.unix(path: path)]) == [.unix(path: path)])
    #expect(mode(of: path) == 0o600)
    await server.drain(within: .zero)
    #expect(mode(of: path) == nil)
  }

  @Test("A living server's socket is refused, a dead one's is replaced, another file is kept")
  func socketInTheWay() async throws {
    let (first, second, path) = (server(), server(), temporarySocketPath())
    let address = ListenAddress.unix(path: path)
    // A socket that was bound and closed stays as a file that nobody answers.
    let (descriptor, _) = try UnixSocketFile.listen(at: path)
    close(descriptor)
    _ = try await first.start(on: [address])
    await #expect(throws: ListenError(address: address, reason: .inUse)) {
      try await second.start(on: [address])
    }
    let client = try await ClientConnection.connect(to: address)
    #expect(try await client.unary(Sample.inline, "still here") == "still here")
    await client.close()
    await first.drain(within: .zero)

    close(open(path, O_CREAT | O_WRONLY, 0o644))
    await #expect(throws: ListenError(address: address, reason: .notASocket)) {
      try await second.start(on: [address])
    }
    #expect(mode(of: path) == 0o644)
    unlink(path)
    await second.drain(within: .zero)
  }

  @Test("A socket that cannot be opened to its group leaves no file")
  func foreignGroup() throws {
    let path = temporarySocketPath()
    var access = UnixSocketAccess()
    access.groupID = 1
    // Who is nobody to files may not give one away. This thread alone becomes that.
    typealias SetUser = @convention(c) (uid_t) -> CInt
    let setFileUser = unsafeBitCast(
      try #require(dlsym(nil, "setfsuid")), to: SetUser.self)
    let before = uid_t(setFileUser(65534))
    defer { _ = setFileUser(before) }
    #expect(throws: ListenError.self) { _ = try UnixSocketFile.listen(at: path, access) }
    #expect(mode(of: path) == nil)
  }

  @Test("A TCP port in use is refused, and nothing of the same start stays open")
  func portInUse() async throws {
    let (first, second, path) = (server(), server(), temporarySocketPath())
    let bound = try await first.start(on: [.tcp(host: "127.0.0.1", port: 0)])
    await #expect(throws: ListenError(address: bound[0], reason: .inUse)) {
      try await second.start(on: [.unix(path: path), bound[0]])
    }
    #expect(mode(of: path) == nil)
    await first.drain(within: .zero)
    await second.drain(within: .zero)
  }

  @Test("TCP that other machines reach is refused unless it is allowed")
  func remoteTCP() async throws {
    let address = ListenAddress.tcp(host: "0.0.0.0", port: 0)
    let (careful, open) = (server(), server(remoteTCP: true))
    await #expect(throws: ListenError(address: address, reason: .remoteTCPRefused)) {
      try await careful.start(on: [address])
    }
    #expect(try await open.start(on: [address]).count == 1)
    await careful.drain(within: .zero)
    await open.drain(within: .zero)
  }

  @Test("A client of an absent server learns the address and what to do")
  func absentServer() async {
    let path = temporarySocketPath()
    let missing = await status { try await ClientConnection.connect(to: .unix(path: path)) }
    #expect(missing?.code == .unavailable)
    #expect(missing?.message.contains(path) == true)
    #expect(missing?.message.contains("start the server") == true)
    let refused = await status {
      try await ClientConnection.connect(to: .tcp(host: "127.0.0.1", port: 1))
    }
    #expect(refused?.code == .unavailable)
    #expect(refused?.message.contains("tcp:127.0.0.1:1") == true)
    #expect(refused?.message.contains("start the server") == true)
  }

  @Test("The server knows a Unix socket's peer by its user id")
  func peer() async throws {
    var table = MethodTable()
    let whoAmI = Method(service: "s", method: "WhoAmI", shape: .unary)
    table.register(whoAmI, .inline { call, _ in ByteBuffer(string: "\(call.peer)") })
    for (transport, peer) in [(Transport.unix, "unix(uid: \(getuid()))"), (.memory, "memory")] {
      try await withServer(table, over: transport) { _, client async throws in
        let answer = try await client.unary(whoAmI, ByteBuffer())
        #expect(answer.text == peer)
      }
    }
  }
}
