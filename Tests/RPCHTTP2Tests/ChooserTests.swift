import Logging
import NIOCore
import RPC
import Testing

@testable import RPCHTTP2

/// One listener, two protocols.
@Suite(.timeLimit(.minutes(1))) struct ChooserTests {
  private static let method = Method(service: "s", method: "M", shape: .unary)

  private static func server() async throws -> (Server, ListenAddress) {
    var table = MethodTable()
    table.register(method, .inline { _, message in message })
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    let server = Server(
      table: table, configuration: configuration,
      logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
    return (server, try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])[0])
  }

  @Test("A client of ttrpc is served at a listener that speaks gRPC too")
  func ttrpc() async throws {
    let (server, address) = try await Self.server()
    let client = try await ClientConnection.connect(to: address)
    #expect(try await client.unary(Self.method, "hello") == "hello")
    await client.close()
    await server.drain(within: .seconds(5))
    #expect(server.statistics.connections == 0)
  }

  @Test("A connection that has said nothing yet does not hold up draining, and is told")
  func silent() async throws {
    let (server, address) = try await Self.server()
    let client = try await ClientConnection.connect(to: address)
    while server.statistics.connections == 0 { await Task.yield() }
    let clock = ContinuousClock()
    let begin = clock.now
    await server.drain(within: .seconds(30))
    #expect(clock.now - begin < .seconds(20))
    #expect(server.statistics.connections == 0)
    await #expect(throws: RPCStatus.self) { try await client.unary(Self.method, "late") }
    await client.close()
  }
}
