import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import RPC

/// The reference implementation in Go as the client, where it is installed: otherwise these tests are
/// skipped.
@Suite(.enabled(if: GoClient.isInstalled), .timeLimit(.minutes(3))) struct GoInteropTests {
  @Test("Go's client gets its answers, its statuses and its deadlines")
  func unary() async throws {
    let probe = Probe()
    let server = Server(table: Sample.table(probe), logger: .quiet)
    let path = temporarySocketPath()
    _ = try await server.start(on: [.unix(path: path)])
    let output = try await GoClient.run(socket: path)
    await server.drain(within: .seconds(5))
    #expect(
      output == """
        Inline: ok hello
        Task: ok hello
        Fail: FailedPrecondition hello
        Nope: Unimplemented this server has no service nope.Nope
        Grow: ResourceExhausted
        Hang: deadline
        metadata: ok x=1
        Inline: ok still here

        """)
    #expect(server.isQuiet)
  }
}
