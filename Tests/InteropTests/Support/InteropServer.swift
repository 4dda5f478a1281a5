import InteropProto
import Logging
import RPC
import RPCHTTP2
import RPCTLS
import Services
import Testing
import WindowStaffProto

/// A server with the interoperability tests' service, health and reflection.
struct InteropServer {
  let server: Server
  let health = HealthState()
  let address: ListenAddress

  /// `HOST:PORT`, as Python's client takes it.
  var target: String { String("\(address)".drop { $0 != ":" }.dropFirst()) }

  init(_ address: String = "tcp:127.0.0.1:0", security: ServerTLS? = nil) async throws {
    var table = MethodTable()
    InteropService.register(in: &table)
    table.register(health: health)
    // Two descriptor sets, one after the other, are a descriptor set.
    let schema = Array(InteropSchema.descriptorSet) + Array(WindowStaffSchema.descriptorSet)
    try schema.withUnsafeBytes { try table.registerReflection(descriptorSet: $0) }
    health.setServices(table.services)
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    configuration.security = security
    server = Server(
      table: table, configuration: configuration, logger: .quiet)
    self.address = try await server.start(on: [try ListenAddress(parsing: address)])[0]
  }

  /// Runs the body, and fails where a call or a connection is left over.
  static func with(
    _ address: String = "tcp:127.0.0.1:0", security: ServerTLS? = nil,
    _ body: (InteropServer) async throws -> Void
  ) async throws {
    let started = try await InteropServer(address, security: security)
    do {
      try await body(started)
    } catch {
      await started.server.drain(within: .zero)
      throw error
    }
    await started.server.drain(within: .seconds(5))
    #expect(started.server.statistics.activeCalls == 0)
    #expect(started.server.statistics.connections == 0)
  }
}
