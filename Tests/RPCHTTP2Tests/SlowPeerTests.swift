import NIOCore
import NIOHPACK
import RPC
import Testing

@testable import RPCHTTP2

/// Peers that begin and do not go on, over real sockets with short times.
@Suite(.timeLimit(.minutes(1))) struct SlowPeerTests {
  private static let enhanceYourCalm: UInt32 = 11

  private static let short: ServerLimits = {
    var limits = ServerLimits()
    limits.times.frame = .milliseconds(50)
    limits.times.write = .milliseconds(50)
    return limits
  }()

  @Test(
    "A frame that does not arrive whole in its time ends the connection: its head, its payload, the headers of a request",
    arguments: ["head", "payload", "headers"])
  func slowFrame(part: String) async throws {
    try await Hostile.withServer(Self.short) { _, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      client.call(1, Hostile.path(Hostile.echo))
      #expect(try await client.status(of: 1) == "0")
      var bytes = ByteBuffer()
      switch part {
      case "head": bytes.writeBytes([0, 0])
      case "payload": bytes.writeBytes([0, 0, 8, 6, 0, 0, 0, 0, 0, 1])
      default:
        bytes.writeFrame(RawHTTP2.Kind.headers, 0, 3, .headerBlock([(":method", "POST")]))
      }
      client.send(bytes)
      let end = try await client.goAway()
      #expect(end.code == Self.enhanceYourCalm && end.text.contains("in time"))
      #expect(await client.isClosed())
    }
  }

  @Test("A message that drips in ends its call, and the connection goes on")
  func slowMessage() async throws {
    try await Hostile.withServer(Self.short) { _, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      for (stream, method) in [(UInt32(1), Hostile.echo), (3, Hostile.deaf)] {
        client.call(stream, Hostile.path(method), message: nil)
        var bytes = ByteBuffer()
        bytes.writeFrame(RawHTTP2.Kind.data, 0, stream, ByteBuffer(bytes: [0, 0, 0]))
        client.send(bytes)
        #expect(try await client.status(of: stream) == "4")
      }
      client.call(5, Hostile.path(Hostile.echo))
      #expect(try await client.status(of: 5) == "0")
    }
  }

  @Test(
    "A client whose window stays shut loses the answer, and nothing else", arguments: [true, false])
  func zeroWindow(isStream: Bool) async throws {
    try await Hostile.withServer(Self.short) { server, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin(window: 0)
      client.call(
        1, Hostile.path(isStream ? Hostile.flow : Hostile.grow), message: "300000")
      // CANCEL
      #expect(try await client.reset(of: 1) == 8)
      while server.statistics.activeCalls > 0 { await Task.yield() }
      // A status needs no window.
      client.call(3, "/s/Nope")
      #expect(try await client.status(of: 3) == "12")
    }
  }

  @Test("A peer that never reads is closed, and its handler stopped")
  func neverReads() async throws {
    try await Hostile.withServer(Self.short) { server, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin(window: 1 << 30)
      var raise = ByteBuffer()
      raise.writeFrame(RawHTTP2.Kind.windowUpdate, 0, 0, ByteBuffer(integer: UInt32(1 << 30)))
      client.send(raise)
      for stream in UInt32(0)..<16 { client.call(2 * stream + 1, Hostile.path(Hostile.flow)) }
      while server.statistics.activeCalls == 0 { await Task.yield() }
      while server.statistics.connections > 0 { await Task.yield() }
      while server.statistics.activeCalls > 0 { await Task.yield() }
      #expect(await client.isClosed())
    }
  }

  @Test("A half-open peer that says nothing more is closed when its time for idling is up")
  func halfOpen() async throws {
    var limits = Self.short
    limits.times.idle = .milliseconds(50)
    try await Hostile.withServer(limits) { server, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      client.call(1, Hostile.path(Hostile.echo))
      #expect(try await client.status(of: 1) == "0")
      #expect(try await client.goAway().text == "idle")
      #expect(await client.isClosed())
    }
  }

  @Test(
    "A full queue stops decoding: no credit is given, the connection goes on, and nothing is lost")
  func fullQueue() async throws {
    let gate = Gate()
    try await Hostile.withServer(ServerLimits(), gate) { _, path async throws in
      let client = try RawHTTP2(path: path)
      client.begin()
      try await client.acknowledgeSettings()
      client.call(1, Hostile.path(Hostile.deaf), message: nil)
      let messages = 100_000
      var sent = 0
      while sent < messages {
        // As many empty messages as a frame takes.
        let count = min(3000, messages - sent)
        var bytes = ByteBuffer()
        bytes.writeFrame(
          RawHTTP2.Kind.data, sent + count == messages ? RawHTTP2.endStream : 0, 1,
          ByteBuffer(repeating: 0, count: 5 * count))
        client.send(bytes)
        sent += count
      }
      client.call(3, Hostile.path(Hostile.echo))
      let answer = try await client.next {
        ($0.streamID == 3 && $0.grpcStatus != nil)
          || ($0.streamID == 1 && $0.type == RawHTTP2.Kind.windowUpdate)
      }
      #expect(answer.streamID == 3, "no credit while the handler does not read")
      gate.open()
      let counted = try await client.next { $0.streamID == 1 && $0.type == RawHTTP2.Kind.data }
      #expect(String(buffer: counted.payload).hasSuffix("\(messages)"))
    }
  }

  @Test("A caller's limit counts over ttrpc and gRPC together, and says why and when to retry")
  func bothProtocols() async throws {
    var limits = ServerLimits()
    limits.caller.calls = 1
    try await Hostile.withServer(limits) { server, path async throws in
      let ttrpc = try await ClientConnection.connect(to: .unix(path: path))
      var options = CallOptions()
      options.metadata.append("caller", "a")
      let hanging = Task { [options] in
        try await ttrpc.unary(Hostile.hang, "", options: options)
      }
      while server.statistics.activeCalls == 0 { await Task.yield() }
      let client = try RawHTTP2(path: path)
      client.begin()
      var bytes = ByteBuffer()
      bytes.writeFrame(
        RawHTTP2.Kind.headers, RawHTTP2.endHeaders, 1,
        .callHeaders(Hostile.path(Hostile.grow), [("caller", "a")]))
      bytes.writeFrame(RawHTTP2.Kind.data, RawHTTP2.endStream, 1, .message("1"))
      client.send(bytes)
      let end = try await client.next { $0.grpcStatus != nil }
      #expect(end.grpcStatus == "8")
      let details = end.headers.first(name: "grpc-status-details-bin").flatMap(Self.decoded)
      #expect(details?.contains("CALLER_CALLS") == true)
      #expect(details?.contains("google.rpc.RetryInfo") == true)
      #expect(server.statistics.refusals == [.callerCalls: 1])
      await ttrpc.close()
      _ = await hanging.result
    }
  }

  private static func decoded(_ base64: String) -> String? {
    var metadata = Metadata()
    metadata.append("x-bin", base64)
    return metadata.bytes("x-bin").map { String(decoding: $0, as: UTF8.self) }
  }
}
