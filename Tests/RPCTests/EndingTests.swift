import NIOCore
import Testing

@testable import RPC

/// How calls end otherwise than well.
@Suite(.timeLimit(.minutes(1))) struct EndingTests {
  struct Secret: Error {}
  struct Known: RPCStatusConvertible {
    var rpcStatus: RPCStatus { RPCStatus(.aborted, "known") }
  }

  static let method = Method(service: "s", method: "M", shape: .unary)

  @Test(
    "A handler's error becomes a status: its own, or UNKNOWN without its text",
    arguments: [
      (Known() as any Error, StatusCode.aborted), (Secret(), .unknown),
      (CancellationError(), .cancelled),
    ])
  func errors(error: any Error, code: StatusCode) async throws {
    for handler in [
      MethodTable.Handler.inline { _, _ in throw error }, .unary { _, _ in throw error },
    ] {
      var table = MethodTable()
      table.register(Self.method, handler)
      try await withServer(table) { _, client async throws in
        let status = await status { try await client.unary(Self.method, ByteBuffer()) }
        #expect(status?.code == code)
        #expect(status?.message.contains("Secret") == false)
      }
    }
  }

  @Test("The gate is asked before any handler, and its refusal is the call's status")
  func gate() async throws {
    var table = Sample.table()
    table.authorize = { call in
      guard call.metadata["token"] == "right" else {
        throw RPCStatus(.permissionDenied, "\(call.method.name) needs a token")
      }
      return nil
    }
    try await withServer(table) { _, client async throws in
      var options = CallOptions()
      for method in [Sample.inline, Sample.task] {
        let status = await status { try await client.unary(method, "m") }
        #expect(status?.code == .permissionDenied)
      }
      let refused = try await client.open(Sample.echo)
      #expect(await status { try await refused.collect() }?.code == .permissionDenied)
      options.metadata.append("Token", "right")
      #expect(try await client.unary(Sample.task, "m", options: options) == "m")
    }
  }

  @Test("A call ends at its deadline, and its handler is cancelled")
  func deadline() async throws {
    let probe = Probe()
    try await withServer(Sample.table(probe)) { _, client async throws in
      let options = CallOptions(timeout: .milliseconds(20))
      let status = await status { try await client.unary(Sample.hang, "", options: options) }
      #expect(status?.code == .deadlineExceeded)
      await probe.cancelled(1)
    }
  }

  @Test(
    "Draining ends in its time, with a status for a handler that does not end by itself",
    arguments: [Duration.zero, .milliseconds(10)])
  func drainIsBounded(time: Duration) async throws {
    let probe = Probe()
    let server = Server(table: Sample.table(probe), logger: .quiet)
    let client = try await server.connectInMemory()
    let call = Task { try await client.unary(Sample.hang, "") }
    await probe.started(1)
    await server.drain(within: time)
    #expect(await status { try await call.value }?.code == .unavailable)
    #expect(server.isQuiet)
    await client.close()
  }

  @Test("After draining, a call is refused with UNAVAILABLE and its remedy")
  func afterDraining() async throws {
    let server = Server(table: Sample.table(), logger: .quiet)
    let client = try await server.connectInMemory()
    await server.drain(within: patience)
    let status = await status { try await client.unary(Sample.inline, "") }
    #expect(status?.code == .unavailable)
    await client.close()
  }

  @Test("A call of a task that is cancelled already is not made")
  func cancelledBefore() async throws {
    try await withServer(Sample.table()) { _, client async throws in
      let call = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await client.unary(Sample.inline, "")
      }
      #expect(await status { try await call.value }?.code == .cancelled)
    }
  }

  @Test("A stream that the client cancels ends on both sides")
  func cancelledStream() async throws {
    let probe = Probe()
    var table = MethodTable()
    let watch = Method(service: "s", method: "Watch", shape: .serverStreaming)
    table.register(
      watch,
      .stream { _, _, writer in
        try await writer.write("first")
        await probe.hang()
        // The call is over: nothing can be written to it.
        #expect(await status { try await writer.write("late") }?.code == .cancelled)
      })
    try await withServer(table) { _, client async throws in
      let stream = try await client.open(watch)
      try await stream.send("")
      var answers = stream.responses.makeAsyncIterator()
      #expect(try await answers.next() == "first")
      await probe.started(1)
      stream.cancel()
      #expect(await status { try await answers.next() }?.code == .cancelled)
      await probe.cancelled(1)
    }
  }

  @Test("A streaming handler that fails sends what it wrote, then its status")
  func failingStream() async throws {
    var table = MethodTable()
    let method = Method(service: "s", method: "Some", shape: .serverStreaming)
    table.register(
      method,
      .stream { _, _, writer in
        try await writer.write("a")
        try await writer.write("b")
        throw RPCStatus(.dataLoss, "no more")
      })
    try await withServer(table) { _, client async throws in
      let stream = try await client.open(method)
      try await stream.send("")
      var answers = stream.responses.makeAsyncIterator()
      #expect(try await answers.next() == "a")
      #expect(try await answers.next() == "b")
      #expect(await status { try await answers.next() }?.code == .dataLoss)
    }
  }

  @Test("A method whose answer is no stream must write exactly one", arguments: [0, 2])
  func answerCount(count: Int) async throws {
    var table = MethodTable()
    let method = Method(service: "s", method: "M", shape: .clientStreaming)
    table.register(
      method,
      .stream { _, _, writer in
        for _ in 0..<count { try await writer.write("x") }
      })
    try await withServer(table) { _, client async throws in
      let stream = try await client.open(method)
      #expect(await status { try await stream.collect() }?.code == .internal)
    }
  }

  @Test("A message that no frame carries is refused before it is sent, and its call alone fails")
  func oversizedMessages() async throws {
    var table = Sample.table()
    let method = Method(service: "s", method: "Large", shape: .serverStreaming)
    let large = ByteBuffer(repeating: 0, count: Limits.frameBytesMax + 1)
    table.register(method, .stream { _, _, writer in try await writer.write(large) })
    try await withServer(table) { _, client async throws in
      #expect(
        await status { try await client.unary(Sample.inline, large) }?.code == .resourceExhausted)
      let sending = try await client.open(Sample.echo)
      #expect(await status { try await sending.send(large) }?.code == .resourceExhausted)
      sending.cancel()
      let receiving = try await client.open(method)
      try await receiving.send("")
      #expect(await status { try await receiving.collect() }?.code == .resourceExhausted)
      #expect(try await client.unary(Sample.inline, "on") == "on")
    }
  }

  @Test("A client that does not read pauses the writer, and loses nothing")
  func backpressure() async throws {
    var table = MethodTable()
    let method = Method(service: "s", method: "Much", shape: .serverStreaming)
    let message = ByteBuffer(repeating: 1, count: 256 << 10)
    let count = 64
    table.register(
      method,
      .stream { _, _, writer in
        for _ in 0..<count { try await writer.write(message) }
      })
    try await withServer(table) { _, client async throws in
      let stream = try await client.open(method)
      try await stream.send("")
      #expect(try await stream.collect() == Array(repeating: message, count: count))
    }
  }

  @Test("A stream with endless messages leaves room for its neighbours")
  func fairness() async throws {
    var table = Sample.table()
    let endless = Method(service: "s", method: "Endless", shape: .serverStreaming)
    let message = ByteBuffer(repeating: 1, count: 100_000)
    table.register(
      endless,
      .stream { _, _, writer in
        while true { try await writer.write(message) }
      })
    try await withServer(table) { _, client async throws in
      let flood = try await client.open(endless)
      try await flood.send("")
      let drinking = Task {
        for try await _ in flood.responses {}
      }
      for _ in 0..<5 {
        let stream = try await client.open(Sample.split)
        try await stream.send(ByteBuffer(bytes: [200]))
        let answers = try await stream.collect()
        #expect(answers.count == 200)
      }
      flood.cancel()
      #expect(await status { try await drinking.value }?.code == .cancelled)
    }
  }
}
