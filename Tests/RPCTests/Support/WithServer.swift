import Glibc
import Logging
import NIOCore
import Testing

@testable import RPC

/// How a test reaches its server; the same test body runs over each.
enum Transport: CaseIterable, Sendable {
  case memory, unix, tcp
}

/// Runs the body with a server and a client, and fails where a call or a connection is left over.
func withServer(
  _ table: MethodTable, over transport: Transport = .memory,
  _ body: (Server, ClientConnection) async throws -> Void
) async throws {
  let server = Server(table: table, logger: .quiet)
  let client: ClientConnection
  switch transport {
  case .memory:
    client = try await server.connectInMemory()
  case .unix:
    client = try await .connect(to: server.start(on: [.unix(path: temporarySocketPath())])[0])
  case .tcp:
    client = try await .connect(to: server.start(on: [.tcp(host: "127.0.0.1", port: 0)])[0])
  }
  do {
    try await body(server, client)
  } catch {
    await client.close()
    await server.drain(within: .seconds(1))
    throw error
  }
  await client.close()
  await server.drain(within: patience)
  #expect(server.isQuiet, "calls or connections are left over")
}

/// A path that no other test uses.
func temporarySocketPath() -> String {
  "/tmp/rpc-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
}

/// The status with which the call ends; nil: it succeeds.
func status(of call: () async throws -> some Any) async -> RPCStatus? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error as? RPCStatus ?? RPCStatus(.unknown, "not a status: \(error)")
  }
}

extension Result where Failure == any Error {
  /// How the body ends, to be looked at after what must be done in either case.
  init(of body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

extension ClientStream {
  /// All messages that follow.
  func collect() async throws -> [ByteBuffer] {
    var all: [ByteBuffer] = []
    for try await message in responses { all.append(message) }
    return all
  }
}
