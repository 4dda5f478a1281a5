import NIOCore
import Testing

@testable import RPC

/// The reference implementation in Go at the other end, where it is installed: otherwise these
/// tests are skipped.
@Suite(.enabled(if: GoPeer.isInstalled), .timeLimit(.minutes(3))) struct GoInteropTests {
  @Test("Go's client gets its answers, its statuses and its deadlines")
  func client() async throws {
    let server = Server(table: Sample.table(), logger: .quiet)
    let path = temporarySocketPath()
    _ = try await server.start(on: [.unix(path: path)])
    try await GoPeer.withProgram { program in
      let output = try await GoPeer.run("\(program) \(path) 2>&1")
      #expect(
        output == """
          Inline: ok hello
          Task: ok hello
          Fail: FailedPrecondition hello
          Nope: Unimplemented this server has no service nope.Nope
          Grow: ResourceExhausted
          Hang: deadline
          metadata: ok x=1
          Inline: ok still here

          """)
    }
    await server.drain(within: patience)
    #expect(server.isQuiet)
  }

  @Test("Go's server is called, refuses, and is not harmed by a cancellation that it does not know")
  func server() async throws {
    let path = temporarySocketPath()
    func method(_ name: String) -> Method { Method(service: "go.Go", method: name, shape: .unary) }
    try await GoPeer.withProgram { program in
      try await GoPeer.withServer(program, socket: path) {
        let client = try await connect(path)
        let large = ByteBuffer(repeating: 1, count: 1 << 20)
        for message in ["", "hello", large] {
          let answer = try await client.unary(method("Echo"), message)
          #expect(answer == message)
        }
        let failed = await status { try await client.unary(method("Fail"), "") }
        #expect(failed == RPCStatus(.failedPrecondition, "no"))
        let unknown = await status { try await client.unary(method("Nope"), "") }
        #expect(unknown?.code == .unimplemented)
        let short = CallOptions(timeout: .milliseconds(30))
        let late = await status { try await client.unary(method("Hang"), "", options: short) }
        #expect(late?.code == .deadlineExceeded)
        let hanging = Task { try await client.unary(method("Hang"), "") }
        hanging.cancel()
        let cancelled = await status { try await hanging.value }
        #expect(cancelled?.code == .cancelled)
        let answer = try await client.unary(method("Echo"), "still here")
        #expect(answer == "still here")
        await client.close()
      }
    }
  }

  /// The program takes a moment to listen.
  private func connect(_ path: String) async throws -> ClientConnection {
    while true {
      if let client = try? await ClientConnection.connect(to: .unix(path: path)) { return client }
      await Task.yield()
    }
  }
}
