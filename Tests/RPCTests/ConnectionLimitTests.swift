import Glibc
import Testing

@testable import RPC

/// Skipped where the system allows the process too few files.
@Suite(.enabled(if: FileLimit.isEnough), .timeLimit(.minutes(1)))
struct ConnectionLimitTests {
  @Test("One connection over the limit is told so and closed, and the others are served")
  func limit() async throws {
    let server = Server(table: Sample.table(), logger: .quiet)
    let path = temporarySocketPath()
    _ = try await server.start(on: [.unix(path: path)])
    var peers: [RawPeer] = []
    var refused = 0
    for _ in 0...Limits.connectionsMax {
      let peer = try RawPeer(path: path)
      peer.send(.request(1, Sample.inline))
      let frame = try await peer.receive()
      if frame.streamID == 0 {
        let status = try ResponseEnvelope(decoding: frame.payload).status
        #expect(status?.code == .resourceExhausted)
        #expect(await peer.isClosed())
        refused += 1
      } else {
        peers.append(peer)
      }
    }
    #expect(refused == 1)
    peers.removeAll()
    await server.drain(within: patience)
    #expect(server.isQuiet)
  }
}

private enum FileLimit {
  static var isEnough: Bool {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0
      && limit.rlim_cur > 4 * rlim_t(Limits.connectionsMax)
  }
}
