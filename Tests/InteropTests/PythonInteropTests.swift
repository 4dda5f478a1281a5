import RPC
import Services
import Testing

/// gRPC's own client for Python at the other end.
@Suite(.enabled(if: PythonClient.isExpected), .timeLimit(.minutes(3)))
struct PythonInteropTests {
  @Test(
    "gRPC's interoperability tests pass",
    arguments: [
      "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong",
      "empty_stream", "timeout_on_sleeping_server", "cancel_after_begin",
      "cancel_after_first_response", "status_code_and_message", "special_status_message",
      "unimplemented_method", "unimplemented_service", "custom_metadata",
    ])
  func published(name: String) async throws {
    try await InteropServer.with { try await PythonClient.run(name, $0) }
  }

  @Test(
    "Limits, details, health and reflection are what a client of gRPC expects",
    arguments: [
      "status_details", "message_limit", "compression_refused", "metadata_limit", "back_pressure",
      "many_calls", "health", "reflection", "request_id",
    ])
  func own(name: String) async throws {
    try await InteropServer.with { try await PythonClient.run(name, $0) }
  }

  @Test(
    "A peer that floods or breaks the protocol is told so and cut off, and the server lives on",
    arguments: ["ping_flood", "reset_flood", "endless_headers", "other_beginnings"])
  func abuse(name: String) async throws {
    try await InteropServer.with { server in
      try await PythonClient.run(name, server)
      try await PythonClient.run("empty_unary", server)
    }
  }

  @Test("A server that stops answers what it has received, says so by health, and goes away")
  func drain() async throws {
    let started = try await InteropServer()
    let client = try PythonClient("drain", started)
    await client.started()
    started.health.stopServing()
    await started.server.drain(within: .seconds(10))
    try await client.finish()
    #expect(started.server.statistics.connections == 0)
  }
}
