import NIOCore
import Synchronization
import Testing

@testable import RPC

/// A client whose server goes away and comes back, in one process.
@Suite(.timeLimit(.minutes(1))) struct ReconnectTests {
  /// Counts its calls, and fails those before the given one with the status.
  private static func table(
    _ method: Method, failures: Int, _ status: RPCStatus, _ calls: Counter
  ) -> MethodTable {
    var table = MethodTable()
    table.register(
      method,
      .inline { _, message in
        if calls.next() <= failures { throw status }
        return message
      })
    return table
  }

  private static let safe = Method(service: "s", method: "Read", shape: .unary, retry: .always)
  private static let unsafe = Method(service: "s", method: "Write", shape: .unary)

  /// Runs the body with a server and a client of it whose pauses take no time.
  private func withClient(
    _ table: MethodTable, _ change: (inout Client.Options) -> Void = { _ in },
    _ body: (Client, FakeClock, EventLog) async throws -> Void
  ) async throws {
    let server = Server(table: table, logger: .quiet)
    let address = try await server.start(on: [.unix(path: temporarySocketPath())])[0]
    let (fake, log) = (FakeClock(), EventLog())
    var options = Client.Options()
    options.clock = fake.clock()
    options.onEvent = log.add
    change(&options)
    let client = Client(address, options: options)
    let outcome = await Result(of: { try await body(client, fake, log) })
    await client.close()
    await server.drain(within: patience)
    #expect(server.isQuiet)
    try outcome.get()
  }

  @Test("A call after the server's restart finds the new server, and says that it has reconnected")
  func restart() async throws {
    let address = ListenAddress.unix(path: temporarySocketPath())
    let log = EventLog()
    var options = Client.Options()
    options.clock = FakeClock().clock()
    options.onEvent = log.add
    let client = Client(address, options: options)
    for round in 0..<3 {
      let server = Server(
        table: Self.table(Self.safe, failures: 0, .cancelled, Counter()), logger: .quiet)
      _ = try await server.start(on: [address])
      #expect(try await client.unary(Self.safe, "hello") == "hello")
      #expect(log.hasReconnected == (round > 0))
      await server.drain(within: .zero)
    }
    await client.close()
  }

  @Test("A call waits for a server that starts again, up to a bound, and then says who is missing")
  func waiting() async throws {
    let address = ListenAddress.unix(path: temporarySocketPath())
    let (fake, log) = (FakeClock(), EventLog())
    var options = Client.Options()
    options.clock = fake.clock()
    options.onEvent = log.add
    let client = Client(address, options: options)
    let missing = await status { try await client.unary(Self.unsafe, "") }
    #expect(missing?.code == .unavailable)
    #expect(missing?.reason == RPCStatus.unreachable)
    #expect(missing?.message.contains("no such socket") == true)
    #expect(missing?.message(inLanguage: "zh")?.contains("启动服务") == true)
    #expect(fake.pauses.first == .milliseconds(100))
    #expect(fake.pauses.reduce(.zero, +) < options.reconnectTime)
    #expect(fake.pauses.count > 5 && log.events.count == fake.pauses.count)
    options.waitsForServer = false
    let impatient = FakeClock()
    options.clock = impatient.clock()
    let other = Client(address, options: options)
    #expect(await status { try await other.unary(Self.safe, "") }?.code == .unavailable)
    #expect(impatient.pauses.isEmpty)
  }

  @Test("A client that waits for no server still connects to one that is there")
  func withoutWaiting() async throws {
    let table = Self.table(Self.safe, failures: 0, .cancelled, Counter())
    let change = { (options: inout Client.Options) in
      options.clock = .system
      options.reconnectTime = .zero
    }
    try await withClient(table, change) { client, _, _ async throws in
      #expect(try await client.unary(Self.safe, "x") == "x")
    }
  }

  @Test("Answers that have come whole are read, though the server has gone since")
  func answeredBefore() async throws {
    let server = Server(table: Sample.table(), logger: .quiet)
    let address = try await server.start(on: [.unix(path: temporarySocketPath())])[0]
    var options = Client.Options()
    options.reconnectTime = .zero
    let client = Client(address, options: options)
    let answers = try await client.serverStream(
      Sample.split, ByteBuffer(bytes: [3]), options: CallOptions())
    while server.statistics.finishedCalls < 1 { await Task.yield() }
    await server.drain(within: patience)
    while client.current != nil { await Task.yield() }
    var count = 0
    for try await _ in answers { count += 1 }
    #expect(count == 3)
    await client.close()
  }

  @Test("When connecting runs out of time before the call does, the caller reads who is missing")
  func slowConnecting() async throws {
    let (gate, key) = AsyncStream<Void>.makeStream()
    let change = { (options: inout Client.Options) in
      options.clock = .system
      options.reconnectTime = .zero
      options.connection.connectTimeout = .milliseconds(50)
      options.prepare = { _ in for await _ in gate {} }
    }
    try await withClient(Sample.table(), change) { client, _, _ async throws in
      let status = await status { try await client.unary(Sample.task, "x") }
      key.finish()
      #expect(status?.code == .unavailable)
      #expect(status?.reason == RPCStatus.unreachable)
    }
  }

  @Test("A safe call is made again until it succeeds; the pauses grow")
  func safeRetry() async throws {
    let calls = Counter()
    let table = Self.table(Self.safe, failures: 3, RPCStatus(.unavailable, "busy"), calls)
    try await withClient(table) { client, fake, log async throws in
      #expect(try await client.unary(Self.safe, "x") == "x")
      #expect(calls.value == 4)
      let expected: [Duration] = [.milliseconds(100), .milliseconds(160), .milliseconds(256)]
      #expect(log.pauses == expected && fake.pauses == expected)
    }
  }

  @Test("A call that may do something is never made again, whatever it ends with")
  func unsafeCall() async throws {
    let calls = Counter()
    let table = Self.table(Self.unsafe, failures: 1, RPCStatus(.unavailable, "busy"), calls)
    try await withClient(table) { client, _, log async throws in
      #expect(await status { try await client.unary(Self.unsafe, "x") }?.message == "busy")
      #expect(calls.value == 1 && log.events.isEmpty)
    }
  }

  @Test("A server that fails everything is soon left in peace")
  func budget() async throws {
    let calls = Counter()
    let table = Self.table(Self.safe, failures: .max, RPCStatus(.unavailable, "busy"), calls)
    try await withClient(table) { client, _, _ async throws in
      for _ in 0..<5 {
        #expect(await status { try await client.unary(Self.safe, "x") }?.message == "busy")
      }
      #expect(calls.value == 4 + 4, "four attempts of the first call, then one a call")
    }
  }

  @Test("A call in flight when its server dies: a safe one is answered by the next, another is not")
  func lostInFlight() async throws {
    let hang = Method(service: "s", method: "Hang", shape: .unary, retry: .always)
    let risky = Method(service: "s", method: "Risky", shape: .unary)
    let address = ListenAddress.unix(path: temporarySocketPath())
    let probe = Probe()
    let runs = Counter()
    func server(hangs: Bool) -> Server {
      var table = MethodTable()
      for method in [hang, risky] {
        table.register(
          method,
          .unary { _, message in
            _ = runs.next()
            guard hangs else { return message }
            await probe.hang()
            throw CancellationError()
          })
      }
      return Server(table: table, logger: .quiet)
    }
    let first = server(hangs: true)
    _ = try await first.start(on: [address])
    let client = Client(address)
    let safeCall = Task { try await client.unary(hang, "safe") }
    let riskyCall = Task { try await client.unary(risky, "risky") }
    await probe.started(2)
    await first.drain(within: .zero)
    let second = server(hangs: false)
    _ = try await second.start(on: [address])
    #expect(try await safeCall.value == "safe")
    #expect(await status { try await riskyCall.value }?.code == .unavailable)
    #expect(runs.value == 3)
    await client.close()
    await second.drain(within: patience)
  }

  @Test("Of a stream's answers none comes twice: before the first it is made again, then not")
  func streams() async throws {
    let method = Method(
      service: "s", method: "List", shape: .serverStreaming, retry: .always)
    let calls = Counter()
    var table = MethodTable()
    table.register(
      method,
      .stream { _, _, writer in
        let call = calls.next()
        if call == 1 { throw RPCStatus(.unavailable, "before the first") }
        try await writer.write("answer")
        if call == 2 { throw RPCStatus(.unavailable, "after the first") }
      })
    try await withClient(table) { client, _, _ async throws in
      var answers: [ByteBuffer] = []
      let failure = await status {
        for try await answer in try await client.serverStream(method, "", options: CallOptions()) {
          answers.append(answer)
        }
      }
      #expect(answers == ["answer"] && failure?.message == "after the first")
      #expect(calls.value == 2)
      let rest = try await client.serverStream(method, "", options: CallOptions())
      for try await answer in rest { answers.append(answer) }
      #expect(answers.count == 2 && calls.value == 3)
    }
  }

  @Test("Every attempt is sent the time that is left, and a call without a deadline has the usual")
  func deadlines() async throws {
    let seen = Mutex<[Duration]>([])
    var table = MethodTable()
    table.register(
      Self.safe,
      .inline { call, message in
        let left = call.deadline - .now()
        let count = seen.withLock { seen in
          seen.append(.nanoseconds(left.nanoseconds))
          return seen.count
        }
        if count == 2 { throw RPCStatus(.unavailable, "busy") }
        return message
      })
    let change = { (options: inout Client.Options) in
      options.backoff.first = .seconds(20)
      options.backoff.longest = .seconds(20)
    }
    try await withClient(table, change) { client, _, _ async throws in
      _ = try await client.unary(Self.safe, "")
      _ = try await client.unary(Self.safe, "", options: CallOptions(timeout: .seconds(3000)))
    }
    let times = seen.withLock { $0 }
    #expect(times.count == 3)
    #expect(times[0] <= .seconds(60) && times[0] > .seconds(30))
    #expect(times[1] <= .seconds(3000) && times[1] > .seconds(2981))
    #expect(times[2] <= .seconds(2980) && times[2] > .seconds(2900))
  }

  @Test("A call that waits for a connection ends at its deadline, and at once when it is cancelled")
  func impatience() async throws {
    var options = Client.Options()
    options.backoff.first = .seconds(5)
    let client = Client(.unix(path: temporarySocketPath()), options: options)
    let waiting = Task { try await client.unary(Self.safe, "") }
    waiting.cancel()
    #expect(await status { try await waiting.value }?.code == .cancelled)
    let late = CallOptions(timeout: .milliseconds(50))
    let ended = await status { try await client.unary(Self.safe, "", options: late) }
    #expect(ended?.code == .deadlineExceeded || ended?.code == .unavailable)
  }

  @Test("Each new connection is prepared before its first call; a refusal there ends the call")
  func prepare() async throws {
    let hello = Method(service: "s", method: "Hello", shape: .unary)
    let calls = Counter()
    var table = Self.table(Self.safe, failures: 0, .cancelled, Counter())
    table.register(
      hello,
      .inline { _, message in
        if calls.next() > 1 { throw RPCStatus(.unauthenticated, "who?") }
        return message
      })
    let change = { (options: inout Client.Options) in
      options.prepare = { _ = try await $0.unary(hello, "me") }
    }
    try await withClient(table, change) { client, _, _ async throws in
      for _ in 0..<3 { _ = try await client.unary(Self.safe, "") }
      #expect(calls.value == 1)
      await client.current?.close()
      #expect(await status { try await client.unary(Self.safe, "") }?.message == "who?")
    }
  }

  @Test("A closed client makes no connection any more")
  func closed() async throws {
    let client = Client(.unix(path: temporarySocketPath()))
    await client.close()
    #expect(await status { try await client.unary(Self.safe, "") }?.code == .cancelled)
  }
}

/// Counts from 1.
final class Counter: Sendable {
  private let state = Mutex(0)

  var value: Int { state.withLock { $0 } }

  func next() -> Int {
    state.withLock { value in
      value += 1
      return value
    }
  }
}
