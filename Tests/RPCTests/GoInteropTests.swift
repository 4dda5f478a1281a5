import NIOCore
import Testing

@testable import RPC

/// The reference implementation in Go at the other end.
@Suite(.enabled(if: GoPeer.isExpected), .serialized, .timeLimit(.minutes(5)))
struct GoInteropTests {
  @Test("Go's client gets answers, statuses with details, deadlines and 4 MiB, to the byte")
  func client() async throws {
    let program = try await GoPeer.program()
    let server = Server(table: Sample.table(), logger: .quiet)
    let path = temporarySocketPath()
    _ = try await server.start(on: [.unix(path: path)])
    let output = try await GoPeer.run("\(program) client \(path) 2>&1")
    #expect(
      output == """
        Inline: ok hello
        Task: ok hello
        Fail: FailedPrecondition hello [type.googleapis.com/google.rpc.ErrorInfo [1 2 3]]
        Nope: Unimplemented this server has no service nope.Nope
        Nope: Unimplemented service sample.Sample has no method Nope
        Hang: deadline
        Metadata: ok x=1
        Grow: ok, 4194298 bytes
        Grow: ResourceExhausted the answer has 4194299 bytes, and a frame takes 4194304: \
        ask for less at once
        Inline: ok, 4194276 bytes
        Inline: ok still here
        Inline: ResourceExhausted a frame of 4194305 bytes is over the limit of 4194304: \
        send the data as a stream of smaller messages
        Inline: ok again

        """)
    await server.drain(within: patience)
    #expect(server.isQuiet)
  }

  /// Runs the body with a client of Go's server.
  private func withGoServer(_ body: (ClientConnection) async throws -> Void) async throws {
    let program = try await GoPeer.program()
    let path = temporarySocketPath()
    try await GoPeer.withServer(program, socket: path) { () async throws in
      let client = try await connect(path)
      let outcome = await Result(of: { try await body(client) })
      await client.close()
      try outcome.get()
    }
  }

  private func method(_ name: String, service: String = "go.Go") -> Method {
    Method(service: service, method: name, shape: .unary)
  }

  @Test("Go's server is called with metadata and a deadline, with 4 MiB either way, and refuses")
  func server() async throws {
    try await withGoServer { client async throws in
      // `Request{service, method, payload, timeout_nano}` around the message: 25 bytes here.
      let largest = ByteBuffer(repeating: 1, count: Limits.frameBytesMax - 25)
      for message in ["", "hello", largest] {
        let answer = try await client.unary(method("Echo"), message)
        #expect(answer == message)
      }
      var over = largest
      over.writeInteger(UInt8(1))
      #expect(
        await status { try await client.unary(method("Echo"), over) }?.code == .resourceExhausted)
      let most = ByteBuffer.responsePayloadBytesMax
      let grown = try await client.unary(method("Grow"), ByteBuffer(string: "\(most)"))
      #expect(grown.readableBytes == most)

      var named = CallOptions(timeout: .seconds(1000))
      named.metadata.append("county", "420325")
      #expect(try await client.unary(method("Metadata"), "", options: named) == "420325")
      let left = try await client.unary(method("Deadline"), "", options: named)
      #expect(left == "999")
      let usual = try await client.unary(method("Deadline"), "")
      #expect(usual == "59", "a call that names no deadline has one all the same")

      #expect(
        await status { try await client.unary(method("Fail"), "no") }
          == RPCStatus(.failedPrecondition, "no"))
      for unknown in [method("Nope"), method("Echo", service: "go.Nope")] {
        #expect(await status { try await client.unary(unknown, "") }?.code == .unimplemented)
      }
    }
  }

  @Test("Details of Go's statuses are understood: when to try again, and the words in Chinese")
  func details() async throws {
    try await withGoServer { client async throws in
      let busy = await status { try await client.unary(method("Busy"), "") }
      #expect(busy?.code == .resourceExhausted)
      #expect(busy?.retryDelay == .milliseconds(2500))
      #expect(busy?.message(inLanguage: "zh") == "繁忙")
    }
  }

  @Test(
    "Go's server is not harmed by a cancellation that it does not know, nor by a passed deadline")
  func cancellation() async throws {
    try await withGoServer { client async throws in
      let short = CallOptions(timeout: .milliseconds(30))
      let late = await status { try await client.unary(method("Hang"), "", options: short) }
      #expect(late?.code == .deadlineExceeded)
      let hanging = Task { try await client.unary(method("Hang"), "") }
      hanging.cancel()
      #expect(await status { try await hanging.value }?.code == .cancelled)
      #expect(try await client.unary(method("Echo"), "still here") == "still here")
    }
  }

  @Test("A client that reconnects finds Go's server again after a restart")
  func restart() async throws {
    let program = try await GoPeer.program()
    let path = temporarySocketPath()
    let client = Client(.unix(path: path))
    let echo = Method(service: "go.Go", method: "Echo", shape: .unary, retry: .always)
    for word: ByteBuffer in ["first", "second"] {
      try await GoPeer.withServer(program, socket: path) {
        let answer = try await client.unary(echo, word)
        #expect(answer == word)
      }
    }
    await client.close()
  }

  /// The program takes a moment to listen.
  private func connect(_ path: String) async throws -> ClientConnection {
    while true {
      if let client = try? await ClientConnection.connect(to: .unix(path: path)) { return client }
      await Task.yield()
    }
  }
}
