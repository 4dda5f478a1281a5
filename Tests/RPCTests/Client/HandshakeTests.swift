import NIOCore
import NIOTLS
import Testing

@testable import RPC

/// Connections whose encryption does not come about, or is slow to end.
@Suite(.timeLimit(.minutes(1))) struct HandshakeTests {
  /// Encrypts nothing.
  private struct Pretence: ClientSecurity {
    /// Whether the handshake ends at all.
    var ends: Bool

    func makeHandler(host: String) -> any ChannelHandler { Handler(ends: ends) }

    func fault(
      of error: any Error, in handler: any ChannelHandler, host: String
    ) -> SecurityFault? { nil }

    /// Closes as TLS does: not before the other side has said goodbye.
    private final class Handler: ChannelDuplexHandler {
      typealias InboundIn = ByteBuffer
      typealias OutboundIn = ByteBuffer
      typealias OutboundOut = ByteBuffer

      private let ends: Bool

      init(ends: Bool) { self.ends = ends }

      func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        if ends {
          context.fireUserInboundEventTriggered(
            TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
        }
      }

      func close(
        context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
      ) {
        if !ends { context.close(mode: mode, promise: promise) }
      }
    }
  }

  private func withServer(
    _ options: ClientConnection.Options,
    _ body: (ListenAddress, ClientConnection.Options) async throws -> Void
  ) async throws {
    let server = Server(table: Sample.table(), logger: .quiet)
    let bound = try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])[0]
    guard case .tcp(let host, let port) = bound else { return }
    let outcome = await Result(of: { try await body(.tls(host: host, port: port), options) })
    await server.drain(within: .zero)
    #expect(server.isQuiet)
    try outcome.get()
  }

  @Test("A server that does not end the TLS handshake is given up, and named")
  func silence() async throws {
    var options = ClientConnection.Options()
    options.security = Pretence(ends: false)
    options.connectTimeout = .milliseconds(50)
    try await withServer(options) { address, options async throws in
      let status = await status {
        try await ClientConnection.connect(to: address, options: options)
      }
      #expect(status?.code == .unavailable)
      #expect(status?.message.contains("\(address)") == true)
      #expect(status?.message.contains("handshake") == true)
    }
  }

  @Test("A connection that has failed is not open, though it still says goodbye")
  func goodbye() async throws {
    var options = ClientConnection.Options()
    options.security = Pretence(ends: true)
    try await withServer(options) { address, options async throws in
      let connection = try await ClientConnection.connect(to: address, options: options)
      #expect(connection.isOpen)
      let home = connection.home
      try await home.eventLoop.submit { home.value.fail(.connectionLost) }.get()
      #expect(!connection.isOpen)
    }
  }
}
