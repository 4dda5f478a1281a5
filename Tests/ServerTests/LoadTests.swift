import Foundation
import RPC
import TestSupport
import Testing
import WindowStaffProto

/// Many connections with many calls each against a real server: what is counted, not how fast.
@Suite(.timeLimit(.minutes(5))) struct LoadTests {
  private static let connectionCount = 200
  private static let callsEach = 16
  private static let rounds = 3

  private struct Counts: Equatable {
    var ok = 0
    var refused = 0
    var other: [String] = []

    static func + (a: Counts, b: Counts) -> Counts {
      Counts(ok: a.ok + b.ok, refused: a.refused + b.refused, other: a.other + b.other)
    }
  }

  /// Every connection makes its calls at once, as often as there are rounds.
  private func load(_ server: RunningServer) async throws -> Counts {
    let address = try ListenAddress(parsing: server.address)
    return try await withThrowingTaskGroup(of: Counts.self) { group in
      for _ in 0..<Self.connectionCount {
        group.addTask {
          let connection = try await ClientConnection.connect(to: address)
          var counts = Counts()
          for _ in 0..<Self.rounds { counts = counts + (await round(connection)) }
          await connection.close()
          return counts
        }
      }
      return try await group.reduce(Counts(), +)
    }
  }

  private func round(_ connection: ClientConnection) async -> Counts {
    let staff = StaffServiceClient(connection)
    var options = CallOptions(timeout: .seconds(240))
    options.metadata.append("county", "420325")
    return await withTaskGroup(of: Counts.self) { [options] group in
      for _ in 0..<Self.callsEach {
        group.addTask {
          do {
            let answer = try await staff.getStaff(
              GetStaffRequest(staffNo: "A01"), options: options)
            return answer.staff?.staffNo == "A01" ? Counts(ok: 1) : Counts(other: ["no staff"])
          } catch let status as RPCStatus where status.isLimit {
            return Counts(refused: 1)
          } catch {
            return Counts(other: ["\(error)"])
          }
        }
      }
      return await group.reduce(Counts(), +)
    }
  }

  @Test(
    "With room for all, every call of 200 connections is answered, slow and half-open peers among them"
  )
  func allAnswered() async throws {
    let server = try await RunningServer.withCounty(arguments: [
      "--max-calls", "10000", "--max-caller-calls", "10000", "--max-calls-per-second", "0",
    ])
    try await server.importGolden("month-small")
    let hostile = try (0..<20).map { try HostilePeer(path: server.folder.path + "/s", number: $0) }
    let counts = try await load(server)
    let all = Self.connectionCount * Self.callsEach * Self.rounds
    #expect(counts == Counts(ok: all))
    withExtendedLifetime(hostile) {}
    #expect(try await server.stop() == 0)
  }

  @Test("Without, each call is answered or refused as documented, and the server stays in hand")
  func refusedAsDocumented() async throws {
    let server = try await RunningServer.withCounty(arguments: [
      "--max-calls", "8", "--max-caller-calls", "10000", "--max-calls-per-second", "0",
    ])
    try await server.importGolden("month-small")
    async let running = load(server)
    // While that runs: a status is asked for by the tool, on a connection of its own.
    for _ in 0..<3 { try await server.succeed("status", "--json") }
    let counts = try await running
    let all = Self.connectionCount * Self.callsEach * Self.rounds
    #expect(counts.other.isEmpty, "\(counts.other.prefix(3))")
    #expect(counts.ok + counts.refused == all && counts.ok > 0 && counts.refused > 0, "\(counts)")
    #expect(try await server.stop() == 0)
  }
}

extension RPCStatus {
  /// A limit of the server, with when to try again.
  fileprivate var isLimit: Bool {
    code == .resourceExhausted
      && details.contains { $0.typeName == "google.rpc.RetryInfo" }
      && details.contains { $0.typeName == "google.rpc.ErrorInfo" }
  }
}

/// A peer that calls and never reads, or that stops in the middle of a frame.
private final class HostilePeer {
  private let descriptor: CInt

  init(path: String, number: Int) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw POSIXError(.ECONNREFUSED) }
    let halfFrame: [UInt8] = [0, 0, 0, 100, 0, 0]
    let calls = (0..<500).flatMap { Self.request(UInt32(2 * $0 + 1)) }
    send(number.isMultiple(of: 2) ? halfFrame : calls)
  }

  deinit { close(descriptor) }

  /// `OperationsService/GetVersion`.
  private static func request(_ stream: UInt32) -> [UInt8] {
    let service = "windowstaff.v1.OperationsService"
    let method = "GetVersion"
    let payload =
      [0x0a, UInt8(service.utf8.count)] + service.utf8 + [0x12, UInt8(method.utf8.count)]
      + method.utf8
    let head = [UInt32(payload.count), stream].flatMap { value in
      withUnsafeBytes(of: value.bigEndian, Array.init)
    }
    return head + [1, 0] + payload
  }

  private func send(_ bytes: [UInt8]) {
    // As much as the server takes.
    _ = Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
  }
}
