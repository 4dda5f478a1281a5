import NIOCore
import Testing

@testable import RPC

/// Many clients at once that call, stream, cancel and leave in the middle.
@Suite(.timeLimit(.minutes(2))) struct StormTests {
  @Test("Whatever clients do, every call ends, and nothing is left in the server")
  func storm() async throws {
    let server = Server(table: Sample.table(), logger: .quiet)
    await withTaskGroup { group in
      for seed in 0..<UInt64(16) {
        group.addTask { await Self.client(of: server, seed: seed) }
      }
    }
    let last = try await server.connectInMemory()
    let answer = try await last.unary(Sample.task, "calm")
    #expect(answer == "calm")
    await last.close()
    await server.drain(within: patience)
    #expect(server.isQuiet)
  }

  /// One client's life: calls at the same time, of which some are cancelled, and a sudden end.
  private static func client(of server: Server, seed: UInt64) async {
    guard let client = try? await server.connectInMemory() else {
      Issue.record("a connection in memory is always to be had")
      return
    }
    await withTaskGroup { group in
      var random = MutationTests.Generator(state: seed)
      for number in 0..<40 {
        let choice = Int.random(in: 0..<7, using: &random)
        group.addTask { await call(client, choice, number) }
      }
      // Half of the clients leave while their calls run.
      if seed.isMultiple(of: 2) { await client.close() }
    }
    await client.close()
  }

  private static func call(_ client: ClientConnection, _ choice: Int, _ number: Int) async {
    switch choice {
    case 0: _ = await status { try await client.unary(Sample.inline, "a") }
    case 1: _ = await status { try await client.unary(Sample.task, "b") }
    case 2:
      let options = CallOptions(timeout: .milliseconds(number))
      _ = await status { try await client.unary(Sample.hang, "", options: options) }
    case 3:
      let hanging = Task { try await client.unary(Sample.hang, "") }
      await Task.yield()
      hanging.cancel()
      _ = await status { try await hanging.value }
    default: _ = await status { try await stream(client, choice, number) }
    }
  }

  private static func stream(_ client: ClientConnection, _ choice: Int, _ number: Int) async throws
  {
    let stream = try await client.open(choice == 4 ? Sample.split : Sample.echo)
    try await stream.send(ByteBuffer(bytes: [UInt8(number), 1]))
    if choice == 5 { try await stream.closeSend() }
    for try await _ in stream.responses where number.isMultiple(of: 3) || choice == 6 {
      // Letting the stream go cancels it.
      return
    }
  }
}
