import Glibc
import Logging
import NIOCore
import Synchronization
import Testing

@testable import RPC
@testable import RPCHTTP2

/// What the tests' hostile clients call.
enum Hostile {
  static let echo = Method(service: "s", method: "Echo", shape: .unary)
  /// Answers with as many bytes as the number in the request.
  static let grow = Method(service: "s", method: "Grow", shape: .unary)
  /// Waits until it is cancelled.
  static let hang = Method(service: "s", method: "Hang", shape: .unary)
  /// Messages without an end.
  static let flow = Method(service: "s", method: "Flow", shape: .serverStreaming)
  /// Reads nothing until the gate opens, then counts its messages.
  static let deaf = Method(service: "s", method: "Deaf", shape: .clientStreaming)

  static func path(_ method: Method) -> String { "/\(method.name)" }

  static func table(_ gate: Gate) -> MethodTable {
    var table = MethodTable()
    table.authorize = { call in call.metadata["caller"].map { CallerKey($0) } }
    table.register(echo, .inline { _, message in message })
    table.register(
      grow,
      .unary { _, message in
        ByteBuffer(repeating: 7, count: Int(String(buffer: message)) ?? 0)
      })
    table.register(
      hang,
      .unary { _, _ in
        try await Task.sleep(for: .seconds(3600))
        return ByteBuffer()
      })
    table.register(
      flow,
      .stream { _, _, writer in
        while true { try await writer.write(ByteBuffer(repeating: 7, count: 10_000)) }
      })
    table.register(
      deaf,
      .stream { _, requests, writer in
        await gate.opened()
        var count = 0
        for try await _ in requests { count += 1 }
        try await writer.write(ByteBuffer(string: "\(count)"))
      })
    return table
  }

  /// Runs the body with a server, and fails where a call, a connection or a byte is left over.
  static func withServer(
    _ limits: ServerLimits = ServerLimits(), _ gate: Gate = Gate(),
    _ body: (Server, String) async throws -> Void
  ) async throws {
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    configuration.limits = limits
    let server = Server(
      table: table(gate), configuration: configuration,
      logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
    let path = "/tmp/rpch2-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    _ = try await server.start(on: [.unix(path: path)])
    do {
      try await body(server, path)
    } catch {
      gate.open()
      await server.drain(within: .zero)
      throw error
    }
    gate.open()
    await server.drain(within: .seconds(1))
    #expect(server.statistics.connections == 0)
    #expect(server.statistics.activeCalls == 0)
    #expect(server.statistics.bytesInFlight == 0)
  }
}

/// Keeps handlers waiting until a test lets them go.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func opened() async {
    await withCheckedContinuation { waiter in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiters.append(waiter) }
        return state.isOpen
      }
      if isOpen { waiter.resume() }
    }
  }

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
