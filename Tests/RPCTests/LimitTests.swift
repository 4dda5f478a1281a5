import NIOCore
import Synchronization
import Testing

@testable import RPC

/// What happens over a limit: the call alone is refused, with why and when to retry; its connection
/// and its neighbours go on.
@Suite(.timeLimit(.minutes(1))) struct LimitTests {
  /// The caller is whom the metadata name.
  private static func table(_ probe: Probe = Probe()) -> MethodTable {
    var table = Sample.table(probe)
    table.authorize = { call in call.metadata["caller"].map { CallerKey($0) } }
    table.essential = [Sample.metadata.name]
    return table
  }

  private static func by(_ caller: String) -> CallOptions {
    var options = CallOptions()
    options.metadata.append("caller", caller)
    return options
  }

  private func withServer(
    _ limits: ServerLimits, _ table: MethodTable = table(),
    _ body: (Server, ListenAddress) async throws -> Void
  ) async throws {
    var configuration = ServerConfiguration()
    configuration.limits = limits
    let server = Server(table: table, configuration: configuration, logger: .quiet)
    let address = try await server.start(on: [.unix(path: temporarySocketPath())])[0]
    do {
      try await body(server, address)
    } catch {
      await server.drain(within: .zero)
      throw error
    }
    await server.drain(within: patience)
    #expect(server.isQuiet)
    #expect(server.statistics.bytesInFlight == 0, "what was counted is given back")
  }

  private func refusal(of call: () async throws -> some Any) async -> RefusalDetails {
    let status = await status(of: call)
    #expect(status?.code == .resourceExhausted)
    let details = RefusalDetails(status)
    #expect((details.retryNanoseconds ?? 0) > 0)
    return details
  }

  @Test("Whoever asks is told of each call that no handler sees, by its name as far as that goes")
  func refusedCalls() async throws {
    let log = Mutex<[RefusedCall]>([])
    var configuration = ServerConfiguration()
    configuration.limits.serverCalls = 1
    configuration.onRefusal = { call in log.withLock { $0.append(call) } }
    let probe = Probe()
    let server = Server(
      table: Self.table(probe), configuration: configuration, logger: .quiet)
    let client = try await server.connectInMemory()
    let hanging = Task { try await client.unary(Sample.hang, "") }
    await probe.started(1)
    var options = CallOptions()
    options.metadata.append("x-request-id", "mine-7")
    let long = String(repeating: "x", count: 1000)
    let missing = Method(service: "nope", method: long, shape: .unary)
    #expect(await status { try await client.unary(missing, "", options: options) } != nil)
    #expect(await status { try await client.unary(Sample.task, "", options: options) } != nil)
    hanging.cancel()
    _ = await hanging.result
    await client.close()
    await server.drain(within: patience)
    let calls = log.withLock { $0 }
    #expect(calls.map(\.reason) == [.unknownMethod, .serverCalls])
    #expect(calls.map(\.status) == [.unimplemented, .resourceExhausted])
    #expect(calls.map(\.requestID) == ["mine-7", "mine-7"])
    #expect(calls.map(\.method) == ["nope/" + long.prefix(123), "\(Sample.task.name)"])
  }

  @Test("A connection over its rate is told when to retry, and its neighbour notices nothing")
  func connectionRate() async throws {
    var limits = ServerLimits()
    limits.connection.callsPerSecond = 2
    try await withServer(limits) { server, address async throws in
      guard case .unix(let path) = address else { return }
      let greedy = try RawPeer(path: path)
      let neighbour = try await ClientConnection.connect(to: address)
      // In one piece, so that all of it arrives at one moment.
      var burst = ByteBuffer()
      for (number, method) in [Sample.inline, Sample.task, Sample.inline, Sample.metadata]
        .enumerated()
      {
        burst.writeImmutableBuffer(Frame.request(StreamID(2 * number + 1), method).encoded)
      }
      greedy.send(burst)
      var statuses: [StreamID: RPCStatus] = [:]
      var answered = 0
      while answered < 4 {
        let frame = try await greedy.receive()
        statuses[frame.streamID] = try ResponseEnvelope(decoding: frame.payload).status
        answered += 1
      }
      #expect(statuses.keys.sorted() == [5], "an essential method is exempt")
      #expect(statuses[5]?.code == .resourceExhausted)
      let details = RefusalDetails(statuses[5])
      #expect(details.reason == .connectionRate)
      #expect(details.retryNanoseconds == 500_000_000)
      #expect(try await neighbour.unary(Sample.task, "m") == "m")
      #expect(server.statistics.refusals == [.connectionRate: 1])
      await neighbour.close()
    }
  }

  @Test("A caller's rate counts over all of its connections, and no other caller's")
  func callerRate() throws {
    var limits = ServerLimits()
    limits.caller.callsPerSecond = 2
    let table = Self.table()
    let shared = ServerShared(table: table, logger: .quiet, limits: limits)
    let route = try #require(shared.router.route(Sample.inline))
    let connections = [ConnectionLoad(shared), ConnectionLoad(shared)]
    func enter(_ number: Int, _ caller: String, after time: TimeAmount = .zero) throws {
      let call = ServerCall(method: Sample.inline, metadata: Self.by(caller).metadata)
      _ = try connections[number].enter(call, route, now: .start + time)
    }
    for number in 0..<2 { try enter(number, "a") }
    for number in 0..<2 {
      let refusal = #expect(throws: Refusal.self) { try enter(number, "a") }
      #expect(refusal?.reason == .callerRate)
      #expect(RefusalDetails(refusal?.status).retryNanoseconds == 500_000_000)
      try enter(number, "b")
    }
    try enter(1, "a", after: .milliseconds(500))
  }

  @Test("A caller's calls under way count over all of its connections, until their handlers end")
  func callerCalls() async throws {
    var limits = ServerLimits()
    limits.caller.calls = 2
    let probe = Probe()
    try await withServer(limits, Self.table(probe)) { server, address async throws in
      let first = try await ClientConnection.connect(to: address)
      let second = try await ClientConnection.connect(to: address)
      let hanging = [first, second].map { client in
        Task { try await client.unary(Sample.hang, "", options: Self.by("a")) }
      }
      await probe.started(2)
      let details = await refusal {
        try await first.unary(Sample.task, "m", options: Self.by("a"))
      }
      #expect(details.reason == .callerCalls)
      #expect(try await first.unary(Sample.task, "m", options: Self.by("b")) == "m")
      await second.close()
      await probe.cancelled(1)
      while server.statistics.activeCalls > 1 { await Task.yield() }
      #expect(try await first.unary(Sample.task, "m", options: Self.by("a")) == "m")
      await first.close()
      for call in hanging { _ = await call.result }
    }
  }

  @Test("A server with as many calls as it takes refuses others, and still answers essential ones")
  func serverCalls() async throws {
    var limits = ServerLimits()
    limits.serverCalls = 1
    let probe = Probe()
    var table = Self.table(probe)
    let status = Method(service: Sample.name, method: "Status", shape: .unary)
    table.register(status, .unary { _, _ in "fine" })
    table.essential.insert(status.name)
    try await withServer(limits, table) { server, address async throws in
      let client = try await ClientConnection.connect(to: address)
      let hanging = Task { try await client.unary(Sample.hang, "") }
      await probe.started(1)
      let other = try await ClientConnection.connect(to: address)
      #expect(await refusal { try await other.unary(Sample.task, "m") }.reason == .serverCalls)
      #expect(try await other.unary(status, "") == "fine")
      hanging.cancel()
      await probe.cancelled(1)
      while server.statistics.activeCalls > 0 { await Task.yield() }
      #expect(try await other.unary(Sample.task, "m") == "m", "Cancel has made room")
      #expect(server.statistics.refusals == [.serverCalls: 1])
      await client.close()
      await other.close()
    }
  }

  @Test("Essential calls under way, however many, take no room from the others")
  func watchers() async throws {
    var limits = ServerLimits()
    limits.serverCalls = 1
    let probe = Probe()
    var table = Self.table(probe)
    table.essential.insert(Sample.hang.name)
    try await withServer(limits, table) { server, address async throws in
      let client = try await ClientConnection.connect(to: address)
      let watching = (0..<3).map { _ in Task { try await client.unary(Sample.hang, "") } }
      await probe.started(3)
      #expect(try await client.unary(Sample.task, "m") == "m")
      #expect(server.statistics.refusals.isEmpty)
      for call in watching { call.cancel() }
      await probe.cancelled(3)
      for call in watching { _ = await call.result }
      await client.close()
    }
  }

  @Test(
    "Bytes of calls under way are bounded: the connection's, the caller's, the server's",
    arguments: [RefusalReason.connectionBytes, .callerBytes, .serverBytes])
  func bytes(reason: RefusalReason) async throws {
    var limits = ServerLimits()
    switch reason {
    case .connectionBytes: limits.connection.bytes = 100_000
    case .callerBytes: limits.caller.bytes = 100_000
    default: limits.serverBytes = 100_000
    }
    let probe = Probe()
    try await withServer(limits, Self.table(probe)) { server, address async throws in
      let client = try await ClientConnection.connect(to: address)
      let large = ByteBuffer(repeating: 1, count: 100_001)
      let hanging = Task { try await client.unary(Sample.hang, large, options: Self.by("a")) }
      await probe.started(1)
      let details = await refusal {
        try await client.unary(Sample.task, "m", options: Self.by("a"))
      }
      #expect(details.reason == reason)
      hanging.cancel()
      _ = await hanging.result
      while server.statistics.activeCalls > 0 { await Task.yield() }
      #expect(try await client.unary(Sample.task, "m", options: Self.by("a")) == "m")
      await client.close()
    }
  }

  @Test(
    "A stream whose messages nobody reads ends at the limit of bytes, and its neighbour goes on")
  func streamBytes() async throws {
    var limits = ServerLimits()
    limits.connection.bytes = 200_000
    let probe = Probe()
    var table = Self.table(probe)
    let deaf = Method(service: Sample.name, method: "Deaf", shape: .clientStreaming)
    table.register(deaf, .stream { _, _, _ in await probe.hang() })
    try await withServer(limits, table) { server, address async throws in
      let client = try await ClientConnection.connect(to: address)
      let neighbour = try await client.open(Sample.echo)
      let stream = try await client.open(deaf)
      await probe.started(1)
      let status = await status {
        for _ in 0..<20 { try await stream.send(ByteBuffer(repeating: 1, count: 50_000)) }
        return try await stream.collect()
      }
      #expect(RefusalDetails(status).reason == .connectionBytes)
      await probe.cancelled(1)
      try await neighbour.send("still here")
      try await neighbour.closeSend()
      #expect(try await neighbour.collect() == ["still here"])
      #expect(server.statistics.refusals == [.connectionBytes: 1])
      await client.close()
    }
  }

  @Test("A server over its bytes takes no message more, however many streams bring one each")
  func serverBytesOfStreams() {
    var limits = ServerLimits()
    limits.serverBytes = 100_000
    limits.connection.bytes = 100_000
    let shared = ServerShared(table: Self.table(), logger: .quiet, limits: limits)
    let message = ByteBuffer(repeating: 1, count: 60_000)
    func taken(_ connections: [ConnectionLoad]) -> [Bool] {
      let inboxes = connections.map { Inbox($0.gauges(nil)) {} }
      return inboxes.map { inbox in
        if case .refused = inbox.put(message) { false } else { true }
      }
    }
    #expect(taken((0..<3).map { _ in ConnectionLoad(shared) }) == [true, false, false])
    #expect(shared.bytesInFlight == 0)
    limits.serverBytes = 1_000_000
    let roomy = ServerShared(table: Self.table(), logger: .quiet, limits: limits)
    let connection = ConnectionLoad(roomy)
    #expect(taken([connection, connection, connection]) == [true, true, true])
  }

  @Test("A writer whose caller holds too much waits, and all of its messages arrive")
  func heldBackWriter() async throws {
    var limits = ServerLimits()
    limits.connection.bytes = 1
    try await withServer(limits) { _, address async throws in
      let client = try await ClientConnection.connect(to: address)
      var message = ByteBuffer(repeating: 0, count: 30_000)
      message.setInteger(UInt8(200), at: 0)
      let stream = try await client.open(Sample.split)
      try await stream.send(message)
      try await stream.closeSend()
      #expect(try await stream.collect().count == 200)
      await client.close()
    }
  }
}

extension MethodRouter {
  fileprivate func route(_ method: Method) -> Route? {
    Array(method.name.service.utf8).withUnsafeBytes { service in
      Array(method.name.method.utf8).withUnsafeBytes { route(service, $0) }
    }
  }
}

extension TimeAmount {
  fileprivate static let zero = TimeAmount.nanoseconds(0)
}
