import Foundation
import ProtobufRPC
import RPC
import Synchronization
import TestSupport
import Testing
import WindowStaffProto

/// The real server is killed and started again, and its clients go on.
@Suite(.timeLimit(.minutes(5))) struct ReconnectTests {
  private static func client(_ server: RunningServer, _ log: EventLog = EventLog()) throws -> Client
  {
    var options = Client.Options()
    options.onEvent = { log.add($0) }
    return Client(try ListenAddress(parsing: server.address), options: options)
  }

  private static var county: CallOptions {
    var options = CallOptions()
    options.metadata.append("county", "420325")
    return options
  }

  @Test("Calls after a restart are answered as before, and the client says that it has reconnected")
  func between() async throws {
    let server = try await RunningServer.withCounty()
    let log = EventLog()
    let client = try Self.client(server, log)
    let counties = CountyServiceClient(client)
    let before = try await counties.listCounties(ListCountiesRequest())
    for _ in 0..<3 {
      server.kill()
      try await server.start()
      #expect(try await counties.listCounties(ListCountiesRequest()) == before)
    }
    #expect(log.events.filter { $0 == .reconnected }.count == 3)
    await client.close()
  }

  /// One import of the golden month with the id; the server dies before the answer of the attempts
  /// that are named.
  private static func importMonth(
    _ client: Client, _ server: RunningServer, id: String, dyingIn deaths: Set<Int> = []
  ) async throws -> (response: ImportRecordsResponse, attempts: Int) {
    let begin = ImportRecordsRequest(part: .begin(ImportBegin(requestId: id)))
    var attempts = 0
    let response = try await client.retrying(
      ImportServiceMethods.importRecords, first: begin, options: county
    ) { caller, options in
      attempts += 1
      let call = try await ImportServiceClient(caller).importRecords(options: options)
      try await call.send(begin)
      let folder = golden("month-small")
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".csv") && name != "expected.csv" {
        let content = try Data(contentsOf: folder.appending(path: name))
        try await call.send(
          ImportRecordsRequest(part: .file(FileChunk(fileName: name, data: [UInt8](content)))))
      }
      if deaths.contains(attempts) {
        server.kill()
        try await server.start()
      }
      return try await call.response()
    }
    return (response, attempts)
  }

  @Test("An import whose server dies is sent again with its id, and applied once")
  func during() async throws {
    let server = try await RunningServer.withCounty()
    let client = try Self.client(server)
    let (first, attempts) = try await Self.importMonth(client, server, id: "a", dyingIn: [1, 2])
    #expect(attempts == 3)
    #expect(first.rowCount > 0 && first.kinds.contains { $0.inserted > 0 })
    #expect(first.kinds.allSatisfy { $0.unchanged == 0 && $0.updated == 0 })
    // The answer was lost on its way: the same id has the same answer, before and after a restart.
    for _ in 0..<2 {
      #expect(try await Self.importMonth(client, server, id: "a").response == first)
      server.kill()
      try await server.start()
    }
    // Another id sees that all of it is there once.
    let (other, _) = try await Self.importMonth(client, server, id: "b")
    #expect(other.kinds.allSatisfy { $0.inserted == 0 && $0.updated == 0 })
    #expect(other.rowCount == first.rowCount)
    await client.close()
  }

  @Test("An import without an id is not sent again")
  func withoutID() async throws {
    let server = try await RunningServer.withCounty()
    let client = try Self.client(server)
    await #expect(throws: RPCStatus.self) {
      try await Self.importMonth(client, server, id: "", dyingIn: [1])
    }
    await client.close()
  }

  @Test(
    "The tool's import survives the server's death at any moment", arguments: [5, 40, 120, 300])
  func tool(milliseconds: UInt32) async throws {
    let server = try await RunningServer.withCounty()
    async let outcome = server.run("import", golden("year").path, "--retries", "10")
    try await onOwnThread { usleep(milliseconds * 1000) }
    server.kill()
    try await server.start()
    let ended = try await outcome
    #expect(ended.status == 0, "\(ended.note)")
    #expect(try await server.missing(from: "year").values.allSatisfy { $0 == 0 })
  }

  @Test("The tool waits for a server only when it is told to, and says so")
  func waiting() async throws {
    let nowhere = ["WINDOWSTAFF_ADDRESS": "unix:/tmp/ws-nowhere-\(UInt32.random(in: 0 ... .max))"]
    let atOnce = try await Tool.run("status", environment: nowhere)
    #expect(atOnce.status == 69 && atOnce.note.contains("[unreachable]"), "\(atOnce.note)")
    #expect(!atOnce.note.contains("重新连接"))
    let patient = try await Tool.run(
      "status", "--retries", "5", "--timeout", "0.5", environment: nowhere)
    #expect(patient.status == 69, "\(patient.note)")
    #expect(patient.note.contains("连接不上服务，0."), "\(patient.note)")
    #expect(patient.note.contains("[unreachable]"), "\(patient.note)")
  }
}

/// What a client says that it does by itself.
private final class EventLog: Sendable {
  private let state = Mutex<[ClientEvent]>([])

  var events: [ClientEvent] { state.withLock { $0 } }

  func add(_ event: ClientEvent) { state.withLock { $0.append(event) } }
}
