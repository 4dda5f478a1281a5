import NIOCore
import Testing

@testable import RPC

/// A stream whose answers nobody reads, on a connection that others use.
@Suite(.timeLimit(.minutes(1))) struct UnreadStreamTests {
  private static let flood = Method(service: "s", method: "Flood", shape: .serverStreaming)
  private static let echo = Method(service: "s", method: "Echo", shape: .unary)
  private static let answers = 64
  private static let answer = ByteBuffer(repeating: 1, count: 256 << 10)

  private func withFlood(
    stallTime: Duration, _ body: (ClientConnection) async throws -> Void
  ) async throws {
    var table = MethodTable()
    table.register(
      Self.flood,
      .stream { _, _, writer in
        for _ in 0..<Self.answers { try await writer.write(Self.answer) }
      })
    table.register(Self.echo, .inline { _, message in message })
    let server = Server(table: table, logger: .quiet)
    let address = try await server.start(on: [.unix(path: temporarySocketPath())])[0]
    var options = ClientConnection.Options()
    options.stallTime = stallTime
    let client = try await ClientConnection.connect(to: address, options: options)
    let outcome = await Result(of: { try await body(client) })
    await client.close()
    await server.drain(within: patience)
    #expect(server.isQuiet)
    try outcome.get()
  }

  @Test("It ends after the time it may stall the others, with what came before still readable")
  func ends() async throws {
    try await withFlood(stallTime: .milliseconds(50)) { client async throws in
      let unread = try await client.serverStream(Self.flood, "", options: CallOptions())
      // More calls than the socket has room for answers, so some come while nothing is read.
      for _ in 0..<20 { #expect(try await client.unary(Self.echo, "quick") == "quick") }
      var count = 0
      let failure = await status { for try await _ in unread { count += 1 } }
      #expect(failure?.code == .resourceExhausted)
      #expect(count > 0 && count < Self.answers)
    }
  }

  @Test("Alone on its connection it may wait as long as its reader likes, and loses nothing")
  func alone() async throws {
    try await withFlood(stallTime: .nanoseconds(1)) { client async throws in
      let slow = try await client.serverStream(Self.flood, "", options: CallOptions())
      var count = 0
      for try await message in slow {
        #expect(message == Self.answer)
        count += 1
      }
      #expect(count == Self.answers)
    }
  }
}
