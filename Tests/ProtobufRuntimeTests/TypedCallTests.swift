import Logging
import NIOCore
import ProtobufRPC
import ProtobufRuntime
import RPC
import SampleProto
import Testing

/// The sample service: says back what it is told.
private struct Echo: SampleServiceProvider {
  func ping(_ request: Leaf, _ call: ServerCall) throws -> Leaf {
    if request.number < 0 { throw RPCStatus(.outOfRange, "below zero") }
    return request
  }

  func getLeaf(_ request: Leaf, _ call: ServerCall) async throws -> Leaf {
    request.number == 0 ? Leaf(name: "a\0b") : request
  }

  func split(
    _ request: Leaf, _ responses: MessageWriter<Leaf>, _ call: ServerCall
  ) async throws {
    for number in 0..<request.number {
      try await responses.write(Leaf(name: request.name, number: number))
    }
  }

  func join(_ requests: MessageStream<Leaf>, _ call: ServerCall) async throws -> Leaf {
    var sum = Leaf()
    for try await request in requests {
      sum.name += request.name
      sum.number += request.number
    }
    return sum
  }

  func converse(
    _ requests: MessageStream<Leaf>, _ responses: MessageWriter<Leaf>, _ call: ServerCall
  ) async throws {
    for try await request in requests { try await responses.write(request) }
  }

  func getTicket(_ request: Leaf, _ call: ServerCall) async throws -> Leaf { request }

  func setLeaf(_ request: Leaf, _ call: ServerCall) async throws -> Leaf { request }

  func addLeaf(_ request: NamedWrite, _ call: ServerCall) async throws -> Leaf {
    request.leaf ?? Leaf()
  }

  func addLeaves(_ requests: MessageStream<NamedWrites>, _ call: ServerCall) async throws -> Leaf {
    Leaf()
  }
}

@Suite("Typed calls through a server in memory")
struct TypedCallTests {
  private func withClient(
    _ body: (SampleServiceClient) async throws -> Void
  ) async throws {
    var table = MethodTable()
    table.register(sampleService: Echo())
    let server = Server(
      table: table, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let connection = try await server.connectInMemory()
    let outcome = await Result { try await body(SampleServiceClient(connection)) }
    await connection.close()
    await server.drain(within: .seconds(5))
    try outcome.get()
  }

  @Test("a method of every shape answers")
  func shapes() async throws {
    try await withClient { client in
      let leaf = Leaf(name: "窗", number: 3)
      #expect(try await client.ping(leaf) == leaf)
      #expect(try await client.getLeaf(leaf) == leaf)

      var numbers: [Int64] = []
      for try await part in try await client.split(leaf) { numbers.append(part.number) }
      #expect(numbers == [0, 1, 2])

      let join = try await client.join()
      for _ in 0..<3 { try await join.send(leaf) }
      #expect(try await join.response() == Leaf(name: "窗窗窗", number: 9))

      let talk = try await client.converse()
      var answers = talk.responses.makeAsyncIterator()
      for number in 0..<3 as Range<Int64> {
        try await talk.send(Leaf(number: number))
        #expect(try await answers.next() == Leaf(number: number))
      }
      try await talk.closeSend()
      #expect(try await answers.next() == nil)
    }
  }

  @Test("a handler's status reaches the client")
  func status() async throws {
    try await withClient { client in
      let status = await #expect(throws: RPCStatus.self) {
        try await client.ping(Leaf(number: -1))
      }
      #expect(status == RPCStatus(.outOfRange, "below zero"))
    }
  }

  @Test("bytes that are no request are the caller's fault, and the status names the field")
  func malformedRequest() async throws {
    try await withClient { client in
      for method in [SampleServiceMethods.ping, SampleServiceMethods.getLeaf] {
        let status = await #expect(throws: RPCStatus.self) {
          try await client.caller.unary(method, ByteBuffer(bytes: field(1, [0xff])))
        }
        #expect(status?.code == .invalidArgument)
        #expect(status?.message.contains("sample.v1.Leaf.name") == true)
      }
    }
  }

  @Test("an answer that cannot be encoded is the server's fault")
  func unencodableResponse() async throws {
    try await withClient { client in
      let status = await #expect(throws: RPCStatus.self) { try await client.getLeaf(Leaf()) }
      #expect(status?.code == .internal)
    }
  }

  @Test("the schema's options decide what may be called again, and a request_id where there is one")
  func retry() {
    typealias Methods = SampleServiceMethods
    #expect(Methods.getLeaf.retry == .always)
    #expect(Methods.getTicket.retry == .never)
    #expect(Methods.setLeaf.retry == .always)
    #expect(Methods.addLeaf.retry == .keyed([15]))
    #expect(Methods.addLeaves.retry == .keyed([2, 15]))
  }

  @Test("a request is safe to repeat only while it bears its id")
  func requestID() throws {
    let add = SampleServiceMethods.addLeaf.retry
    #expect(add.allows(try NamedWrite(requestId: "a").encoded()))
    #expect(!add.allows(try NamedWrite(leaf: Leaf(name: "a")).encoded()))
    let begin = SampleServiceMethods.addLeaves.retry
    #expect(begin.allows(try NamedWrites(part: .begin(NamedWrite(requestId: "a"))).encoded()))
    #expect(!begin.allows(try NamedWrites(part: .begin(NamedWrite())).encoded()))
    #expect(!begin.allows(try NamedWrites(part: .leaf(Leaf(name: "a"))).encoded()))
    #expect(!begin.allows(ByteBuffer(bytes: [0xff])))
  }

  @Test("a method's table entry says its shape and its types")
  func methodTable() throws {
    let get = try #require(SampleSchema.methods.method("sample.v1.SampleService/GetLeaf"))
    #expect(get.input == Leaf.messageType)
    #expect(get.method.shape == .unary)
    #expect(SampleSchema.methods.method("/sample.v1.SampleService/GetTicket") != nil)
    #expect(
      SampleSchema.methods.method("sample.v1.SampleService/Converse")?.method.shape
        == .bidirectional)
    #expect(SampleSchema.methods.method("sample.v1.SampleService/Nothing") == nil)
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
