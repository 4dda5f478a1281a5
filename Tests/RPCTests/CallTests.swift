import NIOCore
import Testing

@testable import RPC

@Suite(.timeLimit(.minutes(1))) struct CallTests {
  @Test(
    "A unary call brings its message back, small, empty and large, over every transport",
    arguments: Transport.allCases, [Sample.inline, Sample.task])
  func unary(transport: Transport, method: Method) async throws {
    try await withServer(Sample.table(), over: transport) { _, client async throws in
      for count in [0, 1, 100, 16 << 10, 1 << 20, Limits.frameBytesMax - 100] {
        let message = ByteBuffer(repeating: 5, count: count)
        let answer = try await client.unary(method, message)
        #expect(answer == message)
      }
    }
  }

  @Test("A status arrives with its code, message and details")
  func statusWithDetails() async throws {
    try await withServer(Sample.table()) { _, client async throws in
      let status = await status { try await client.unary(Sample.fail, ByteBuffer(string: "原因")) }
      #expect(
        status
          == RPCStatus(
            .failedPrecondition, "原因",
            details: [.init(typeName: "google.rpc.ErrorInfo", value: [1, 2, 3])]))
    }
  }

  @Test("A client stream is answered once, with all its messages", arguments: Transport.allCases)
  func clientStream(transport: Transport) async throws {
    try await withServer(Sample.table(), over: transport) { _, client async throws in
      let stream = try await client.open(Sample.join)
      for text in ["a", "", "bc"] { try await stream.send(ByteBuffer(string: text)) }
      try await stream.closeSend()
      #expect(try await stream.collect().map(\.text) == ["abc"])
    }
  }

  @Test("An empty client stream is still answered once")
  func emptyClientStream() async throws {
    try await withServer(Sample.table()) { _, client async throws in
      let stream = try await client.open(Sample.join)
      try await stream.closeSend()
      #expect(try await stream.collect().map(\.text) == [""])
    }
  }

  @Test("A server stream brings every message in order, also none", arguments: Transport.allCases)
  func serverStream(transport: Transport) async throws {
    try await withServer(Sample.table(), over: transport) { _, client async throws in
      for count: UInt8 in [0, 1, 200] {
        let stream = try await client.open(Sample.split)
        try await stream.send(ByteBuffer(bytes: [count, 9]))
        let answers = try await stream.collect()
        #expect(answers == Array(repeating: ByteBuffer(bytes: [count, 9]), count: Int(count)))
      }
    }
  }

  @Test(
    "A bidirectional stream carries more than all queues hold, in order",
    arguments: Transport.allCases)
  func bidirectional(transport: Transport) async throws {
    try await withServer(Sample.table(), over: transport) { _, client async throws in
      let stream = try await client.open(Sample.echo)
      let count = 4 * Limits.streamQueueMessages
      async let sent: Void = {
        for number in 0..<count {
          var message = ByteBuffer(integer: number)
          message.writeRepeatingByte(0, count: 4000)
          try await stream.send(message)
        }
        try await stream.closeSend()
      }()
      var next = 0
      for try await message in stream.responses {
        #expect(message.getInteger(at: 0) == next)
        next += 1
      }
      try await sent
      #expect(next == count)
    }
  }
}
