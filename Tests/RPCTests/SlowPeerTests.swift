import NIOCore
import Testing

@testable import RPC

/// Peers that begin and do not go on, over real sockets with short times.
@Suite(.timeLimit(.minutes(1))) struct SlowPeerTests {
  private func withPeer(
    _ change: (inout ConnectionTimes) -> Void, _ table: MethodTable = Sample.table(),
    _ body: (Server, RawPeer, ClientConnection) async throws -> Void
  ) async throws {
    var configuration = ServerConfiguration()
    change(&configuration.limits.times)
    let server = Server(table: table, configuration: configuration, logger: .quiet)
    let path = temporarySocketPath()
    let address = try await server.start(on: [.unix(path: path)])[0]
    let neighbour = try await ClientConnection.connect(to: address)
    do {
      try await body(server, RawPeer(path: path), neighbour)
    } catch {
      await neighbour.close()
      await server.drain(within: .zero)
      throw error
    }
    await neighbour.close()
    await server.drain(within: patience)
    #expect(server.isQuiet)
    #expect(server.statistics.bytesInFlight == 0)
  }

  @Test(
    "A frame that does not arrive whole in its time ends the connection with a status: cut in its head, at its data, within them",
    arguments: [1, 9, 10, 11])
  func slowFrame(bytes: Int) async throws {
    try await withPeer({ $0.frame = .milliseconds(50) }) { _, peer, neighbour async throws in
      peer.send(.request(1, Sample.inline))
      #expect(try await peer.receiveStatus(of: 1) == nil)
      let frame = Frame.request(3, Sample.inline).encoded
      peer.send(frame.getSlice(at: 0, length: bytes) ?? ByteBuffer())
      #expect(try await peer.receiveStatus(of: 0)?.code == .deadlineExceeded)
      #expect(await peer.isClosed())
      #expect(try await neighbour.unary(Sample.task, "m") == "m")
    }
  }

  @Test("A frame that drips in byte by byte has no more time than one that stops")
  func drip() async throws {
    try await withPeer({ $0.frame = .milliseconds(100) }) { server, peer, neighbour async throws in
      let frame = Frame.request(1, Sample.inline, message: ByteBuffer(repeating: 1, count: 1 << 20))
        .encoded
      while server.statistics.connections < 2 { await Task.yield() }
      var sent = 0
      while server.statistics.connections == 2, sent < 1 << 20 {
        peer.send(frame.getSlice(at: sent, length: 1) ?? ByteBuffer())
        sent += 1
        // So that each byte is a read of its own.
        _ = try await neighbour.unary(Sample.task, "m")
      }
      #expect(try await peer.receiveStatus(of: 0)?.code == .deadlineExceeded)
      #expect(await peer.isClosed())
    }
  }

  @Test("A peer that never reads is closed, its handlers stopped, and its neighbour served")
  func neverReads() async throws {
    var table = Sample.table()
    let flow = Method(service: Sample.name, method: "Flow", shape: .serverStreaming)
    table.register(
      flow,
      .stream { _, _, writer in
        while true { try await writer.write(ByteBuffer(repeating: 7, count: 10_000)) }
      })
    try await withPeer({ $0.write = .milliseconds(50) }, table) {
      server, peer, neighbour async throws in
      for streamID in StreamID(0)..<8 {
        peer.send(.request(2 * streamID + 1, flow, .remoteClosed))
      }
      while server.statistics.activeCalls == 0 { await Task.yield() }
      #expect(try await neighbour.unary(Sample.task, "m") == "m")
      while server.statistics.connections > 1 { await Task.yield() }
      while server.statistics.activeCalls > 0 { await Task.yield() }
      #expect(try await neighbour.unary(Sample.task, "m") == "m")
      #expect(await peer.isClosed())
    }
  }

  @Test(
    "A handler that does not read fails its stream, whichever message fills it; not when all has come",
    arguments: [FrameFlags.remoteOpen, .remoteClosed])
  func unreadRequest(flags: FrameFlags) async throws {
    let probe = Probe()
    var table = Sample.table()
    let deaf = Method(service: Sample.name, method: "Deaf", shape: .clientStreaming)
    table.register(deaf, .stream { _, _, _ in await probe.hang() })
    try await withPeer({ $0.stall = .milliseconds(50) }, table) { _, peer, _ async throws in
      peer.send(
        .request(1, deaf, flags, message: ByteBuffer(repeating: 1, count: Limits.streamQueueBytes)))
      await probe.started(1)
      peer.send(.request(3, Sample.inline))
      if flags == .remoteOpen {
        #expect(try await peer.receiveStatus(of: 1)?.code == .resourceExhausted)
        await probe.cancelled(1)
      }
      #expect(try await peer.receiveStatus(of: 3) == nil)
    }
  }

  @Test("A half-open peer that says nothing more is closed when its time for idling is up")
  func halfOpen() async throws {
    try await withPeer({ $0.idle = .milliseconds(50) }) { server, peer, _ async throws in
      peer.send(.request(1, Sample.inline))
      #expect(try await peer.receiveStatus(of: 1) == nil)
      #expect(await peer.isClosed())
    }
  }

  @Test("A request on stream 0, which is the connection's own, ends the connection with a status")
  func streamZero() async throws {
    try await withPeer({ _ in }) { _, peer, _ async throws in
      peer.send(.request(0, Sample.inline))
      #expect(try await peer.receiveStatus(of: 0)?.code == .invalidArgument)
      #expect(await peer.isClosed())
    }
  }
}
