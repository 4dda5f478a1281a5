import NIOCore
import NIOHPACK
import RPC
import Testing

@testable import RPCHTTP2

/// Floods: the connection that sends one ends, and the one beside it is served all the while.
@Suite(.timeLimit(.minutes(1))) struct FloodTests {
  private static let enhanceYourCalm: UInt32 = 11

  /// Sends the flood, and expects the end of its connection and of no other.
  /// - Returns: the error code of GOAWAY; nil where the server closed without one.
  @discardableResult
  private func flood(
    _ limits: ServerLimits = ServerLimits(), _ send: (RawHTTP2) -> Void
  ) async throws -> UInt32? {
    var code: UInt32?
    try await Hostile.withServer(limits) { server, path async throws in
      let neighbour = try RawHTTP2(path: path)
      neighbour.begin()
      neighbour.call(1, Hostile.path(Hostile.echo))
      #expect(try await neighbour.status(of: 1) == "0")
      let attacker = try RawHTTP2(path: path)
      attacker.begin()
      send(attacker)
      code = try? await attacker.goAway().code
      #expect(await attacker.isClosed())
      neighbour.call(3, Hostile.path(Hostile.echo))
      #expect(try await neighbour.status(of: 3) == "0")
      while server.statistics.activeCalls > 0 { await Task.yield() }
    }
    return code
  }

  @Test("Rapid reset (CVE-2023-44487): requests that are taken back at once")
  func rapidReset() async throws {
    let code = try await flood { attacker in
      var frames = ByteBuffer()
      for stream in 0..<UInt32(HTTP2Limits.resetsMax + 100) {
        frames.writeFrame(
          RawHTTP2.Kind.headers, RawHTTP2.endHeaders, 2 * stream + 1,
          .callHeaders(Hostile.path(Hostile.hang)))
        frames.writeFrame(
          RawHTTP2.Kind.data, RawHTTP2.endStream, 2 * stream + 1, .message(ByteBuffer()))
        frames.writeFrame(
          RawHTTP2.Kind.reset, 0, 2 * stream + 1, ByteBuffer(integer: UInt32(8)))
      }
      attacker.send(frames)
    }
    #expect(code == Self.enhanceYourCalm)
  }

  @Test("Pings")
  func pings() async throws {
    let code = try await flood { attacker in
      var frames = ByteBuffer()
      for number in 0...UInt64(HTTP2Limits.pingsMax) {
        frames.writeFrame(RawHTTP2.Kind.ping, 0, 0, ByteBuffer(integer: number))
      }
      attacker.send(frames)
    }
    #expect(code == Self.enhanceYourCalm)
  }

  @Test("Settings")
  func settings() async throws {
    let code = try await flood { attacker in
      var frames = ByteBuffer()
      for _ in 0...HTTP2Limits.controlFramesMax { frames.writeFrame(RawHTTP2.Kind.settings, 0, 0) }
      attacker.send(frames)
    }
    #expect(code == Self.enhanceYourCalm)
  }

  @Test("Window updates that let the server send a byte at a time")
  func smallUpdates() async throws {
    let code = try await flood { attacker in
      var frames = ByteBuffer()
      for _ in 0...HTTP2Limits.smallUpdatesMax {
        frames.writeFrame(RawHTTP2.Kind.windowUpdate, 0, 0, ByteBuffer(integer: UInt32(1)))
      }
      attacker.send(frames)
    }
    #expect(code == Self.enhanceYourCalm)
  }

  @Test("Who gives windows back with each of many short answers goes on")
  func smallUpdatesOfCalls() async throws {
    try await Hostile.withServer(ServerLimits()) { _, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      for number in 0..<UInt32(12) {
        var frames = ByteBuffer()
        for _ in 0..<HTTP2Limits.smallUpdatesMax / 10 {
          frames.writeFrame(RawHTTP2.Kind.windowUpdate, 0, 0, ByteBuffer(integer: UInt32(1)))
        }
        client.send(frames)
        client.call(2 * number + 1, Hostile.path(Hostile.echo))
        #expect(try await client.status(of: 2 * number + 1) == "0")
      }
    }
  }

  @Test("Headers continued without end")
  func continuations() async throws {
    try await flood { attacker in
      var frames = ByteBuffer()
      frames.writeFrame(RawHTTP2.Kind.headers, 0, 1, .callHeaders(Hostile.path(Hostile.echo)))
      for number in 0..<1000 {
        frames.writeFrame(
          RawHTTP2.Kind.continuation, 0, 1, .headerBlock([("x-\(number)", "y")]))
      }
      attacker.send(frames)
    }
  }

  @Test("Empty data frames that never end a stream")
  func emptyData() async throws {
    try await flood { attacker in
      attacker.call(1, Hostile.path(Hostile.echo), message: nil)
      var frames = ByteBuffer()
      for _ in 0..<1000 { frames.writeFrame(RawHTTP2.Kind.data, 0, 1) }
      attacker.send(frames)
    }
  }

  @Test("A header bomb: a field kept once and named a thousand times")
  func headerBomb() async throws {
    try await Hostile.withServer { _, path async throws in
      let attacker = try RawHTTP2(path: path)
      attacker.begin()
      var block = ByteBuffer.callHeaders(Hostile.path(Hostile.echo))
      // A literal that is remembered (RFC 7541, 6.2.1), the first entry of the dynamic table.
      block.writeInteger(UInt8(0x40))
      block.writeInteger(UInt8(1))
      block.writeString("x")
      block.writeBytes([127, 0xA1, 0x1E])
      block.writeBytes([UInt8](repeating: UInt8(ascii: "y"), count: 127 + 0x21 + 0x1E * 128))
      block.writeBytes([UInt8](repeating: 0x80 | 62, count: 1000))
      var frames = ByteBuffer()
      frames.writeFrame(
        RawHTTP2.Kind.headers, RawHTTP2.endHeaders | RawHTTP2.endStream, 1, block)
      attacker.send(frames)
      let end = try await attacker.next {
        $0.type == RawHTTP2.Kind.goAway || ($0.streamID == 1 && $0.type == RawHTTP2.Kind.reset)
      }
      #expect(end.headers.isEmpty)
      let neighbour = try RawHTTP2(path: path)
      neighbour.begin()
      neighbour.call(1, Hostile.path(Hostile.echo))
      #expect(try await neighbour.status(of: 1) == "0")
    }
  }

  @Test("A stream over the limit is refused alone, where the client has not taken the settings")
  func streams() async throws {
    var limits = ServerLimits()
    limits.connection.calls = 3
    try await Hostile.withServer(limits) { server, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      for stream in UInt32(0)..<3 { client.call(2 * stream + 1, Hostile.path(Hostile.hang)) }
      client.call(7, Hostile.path(Hostile.echo))
      #expect(try await client.status(of: 7) == "8")
      #expect(server.statistics.refusals == [.connectionCalls: 1])
      var reset = ByteBuffer()
      reset.writeFrame(RawHTTP2.Kind.reset, 0, 1, ByteBuffer(integer: UInt32(8)))
      client.send(reset)
      client.call(9, Hostile.path(Hostile.echo))
      #expect(try await client.status(of: 9) == "0")
    }
  }

  @Test(
    "Messages that never end count for the limits of bytes, and are given back with their stream",
    arguments: [RefusalReason.connectionBytes, .callerBytes, .serverBytes])
  func unfinishedMessages(reason: RefusalReason) async throws {
    var limits = ServerLimits()
    switch reason {
    case .connectionBytes: limits.connection.bytes = 50_000
    case .callerBytes: limits.caller.bytes = 50_000
    default: limits.serverBytes = 50_000
    }
    try await Hostile.withServer(limits) { server, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      // The prefix of a message of 100,000 bytes, and less than that.
      var piece = ByteBuffer(bytes: [0, 0, 1, 0x86, 0xA0])
      piece.writeRepeatingByte(7, count: 15_000)
      var frames = ByteBuffer()
      for stream in UInt32(0)..<4 {
        frames.writeFrame(
          RawHTTP2.Kind.headers, RawHTTP2.endHeaders, 2 * stream + 1,
          .callHeaders(Hostile.path(Hostile.hang), [("caller", "a")]))
        frames.writeFrame(RawHTTP2.Kind.data, 0, 2 * stream + 1, piece)
      }
      client.send(frames)
      #expect(try await client.status(of: 7) == "8")
      #expect(server.statistics.refusals == [reason: 1])
      #expect(server.statistics.bytesInFlight == 3 * piece.readableBytes)
      var reset = ByteBuffer()
      reset.writeFrame(RawHTTP2.Kind.reset, 0, 1, ByteBuffer(integer: UInt32(8)))
      client.send(reset)
      client.call(9, Hostile.path(Hostile.echo))
      #expect(try await client.status(of: 9) == "0")
      #expect(server.statistics.bytesInFlight == 2 * piece.readableBytes)
    }
  }

  @Test("Streams over a limit that the client has taken end its connection, and no other")
  func brokenPromise() async throws {
    var limits = ServerLimits()
    limits.connection.calls = 3
    try await Hostile.withServer(limits) { server, path async throws in
      let neighbour = try RawHTTP2(path: path)
      neighbour.begin()
      let client = try RawHTTP2(path: path)
      client.begin()
      try await client.acknowledgeSettings()
      for stream in UInt32(0)..<4 { client.call(2 * stream + 1, Hostile.path(Hostile.hang)) }
      #expect(await client.isClosed())
      neighbour.call(1, Hostile.path(Hostile.echo))
      #expect(try await neighbour.status(of: 1) == "0")
      while server.statistics.activeCalls > 0 { await Task.yield() }
    }
  }
}
