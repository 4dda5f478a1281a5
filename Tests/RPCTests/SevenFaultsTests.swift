import NIOCore
import Testing

@testable import RPC

/// The faults of the protocol's reference implementation, each with the call that would show it.
@Suite(.timeLimit(.minutes(1))) struct SevenFaultsTests {
  @Test("Fault 1: data on a unary, an ended or an unknown stream ends nothing but that stream")
  func strayData() async throws {
    let probe = Probe()
    try await withRawPeer(Sample.table(probe)) { _, peer async throws in
      peer.send(.request(1, Sample.hang), .data(1, "stray"))
      #expect(try await peer.receiveStatus(of: 1)?.code == .invalidArgument)
      await probe.cancelled(1)
      peer.send(.data(1, "late"), .data(99, "unknown"))
      #expect(try await peer.receiveStatus(of: 99)?.code == .invalidArgument)
      peer.send(.request(101, Sample.inline))
      #expect(try await peer.receiveStatus(of: 101) == nil, "the connection and the server live on")
    }
  }

  @Test("Fault 2: draining answers the calls in flight, also of a connection that was idle")
  func drainOfIdleConnection() async throws {
    let probe = Probe()
    try await withRawPeer(Sample.table(probe)) { server, peer async throws in
      peer.send(.request(1, Sample.hang))
      await probe.started(1)
      async let drained: Void = server.drain(within: patience)
      // A new request is refused, which shows that draining has begun; the old one goes on.
      var streamID: StreamID = 3
      while true {
        peer.send(.request(streamID, Sample.inline))
        if let status = try await peer.receiveStatus(of: streamID) {
          #expect(status.code == .unavailable)
          break
        }
        streamID += 2
      }
      peer.send(.request(streamID + 2, Control.cancel, message: Control.cancelMessage(1)))
      #expect(try await peer.receiveStatus(of: 1)?.code == .cancelled)
      #expect(try await peer.receiveStatus(of: streamID + 2) == nil)
      #expect(await peer.isClosed())
      await drained
      #expect(server.isQuiet)
    }
  }

  @Test("Fault 3: an answer over the limit fails alone, and its neighbours are answered")
  func oversizedAnswer() async throws {
    try await withServer(Sample.table()) { _, client async throws in
      async let neighbour = client.unary(Sample.task, ByteBuffer(string: "here"))
      let largest = ByteBuffer.responsePayloadBytesMax
      let fits = try await client.unary(Sample.grow, ByteBuffer(string: "\(largest)"))
      #expect(fits.readableBytes == largest)
      let status = await status {
        try await client.unary(Sample.grow, ByteBuffer(string: "\(largest + 1)"))
      }
      #expect(status?.code == .resourceExhausted)
      #expect(try await neighbour.text == "here")
    }
  }

  @Test("Fault 4: a cancelled call's handler is cancelled, by the client or by its going away")
  func cancellation() async throws {
    let probe = Probe()
    try await withServer(Sample.table(probe)) { server, client async throws in
      let call = Task { try await client.unary(Sample.hang, ByteBuffer()) }
      await probe.started(1)
      call.cancel()
      #expect(await status { try await call.value }?.code == .cancelled)
      await probe.cancelled(1)

      let other = try await server.connectInMemory()
      let lost = Task { try await other.unary(Sample.hang, ByteBuffer()) }
      await probe.started(2)
      await other.close()
      await probe.cancelled(2)
      #expect(await status { try await lost.value }?.code == .cancelled)
    }
  }

  @Test("Fault 5: what one call proves about a connection, its later calls know, streams too")
  func connectionBinding() async throws {
    var table = MethodTable()
    let authenticate = Method(service: "s", method: "Authenticate", shape: .unary)
    let whoAmI = Method(service: "s", method: "WhoAmI", shape: .bidirectional)
    table.register(
      authenticate,
      .inline { call, message in
        guard call.binding.bind(message.text) else {
          throw RPCStatus(.failedPrecondition, "the connection is bound already")
        }
        return ByteBuffer()
      })
    table.register(
      whoAmI,
      .stream { call, _, writer in
        try await writer.write(ByteBuffer(string: call.binding.value() ?? "nobody"))
      })
    try await withServer(table) { server, client async throws in
      _ = try await client.unary(authenticate, ByteBuffer(string: "device 7"))
      let again = await status { try await client.unary(authenticate, ByteBuffer(string: "other")) }
      #expect(again?.code == .failedPrecondition)
      let mine = try await client.open(whoAmI)
      #expect(try await mine.collect().map(\.text) == ["device 7"])
      let other = try await server.connectInMemory()
      let theirs = try await other.open(whoAmI)
      #expect(try await theirs.collect().map(\.text) == ["nobody"])
      await other.close()
    }
  }

  @Test(
    "Fault 6: an over-long frame or a non-zero first byte ends the connection, with a status first",
    arguments: [
      (
        ByteBuffer(bytes: [0, 0x40, 0, 1, 0, 0, 0, 5, 1, 0]), StreamID(5),
        StatusCode.resourceExhausted
      ),
      (ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"), 0, .invalidArgument),
    ])
  func brokenFraming(bytes: ByteBuffer, streamID: StreamID, code: StatusCode) async throws {
    try await withRawPeer { _, peer async throws in
      peer.send(.request(1, Sample.inline))
      #expect(try await peer.receiveStatus(of: 1) == nil)
      peer.send(bytes)
      #expect(try await peer.receiveStatus(of: streamID)?.code == code)
      #expect(await peer.isClosed())
    }
  }

  @Test("Fault 7: refused frames change no count, and a reader that stops stalls nobody else")
  func slowReader() async throws {
    try await withRawPeer { server, peer async throws in
      for streamID in stride(from: StreamID(2), to: 2 * StreamID(Limits.streamsMax), by: 2) {
        peer.send(.data(streamID + 1, "stray"))
        #expect(try await peer.receiveStatus(of: streamID + 1)?.code == .invalidArgument)
      }
      // This stream answers far more than the socket holds, and nobody reads it.
      peer.send(.request(3001, Sample.echo, .remoteOpen, message: ""))
      let large = ByteBuffer(repeating: 1, count: 512 << 10)
      for _ in 0..<3 { peer.send(.data(3001, large)) }
      let neighbour = try await server.connectInMemory()
      let answer = try await neighbour.unary(Sample.task, ByteBuffer(string: "quick"))
      #expect(answer.text == "quick")
      await neighbour.close()
      for _ in 0..<3 {
        let frame = try await peer.receive()
        #expect(frame.kind == .data && frame.payload == large)
      }
    }
  }
}
