import Glibc
import NIOCore
import NIOPosix

/// One address that the server listens on.
struct Listener: Sendable {
  let address: ListenAddress
  private let channel: any Channel
  private let socketFile: UnixSocketFile?

  /// - Throws: ``ListenError``.
  static func open(
    _ address: ListenAddress, group: MultiThreadedEventLoopGroup, shared: ServerShared,
    security: (any ConnectionSecurity)?, socketAccess: UnixSocketAccess
  ) async throws -> Listener {
    let bootstrap = bootstrap(group, shared, security)
    return switch address {
    case .unix(let path): try await openUnix(path, address, socketAccess, bootstrap)
    case .tcp(let host, let port), .tls(let host, let port):
      try await openTCP(host, port, address, bootstrap)
    }
  }

  private static func openUnix(
    _ path: String, _ address: ListenAddress, _ access: UnixSocketAccess,
    _ bootstrap: ServerBootstrap
  ) async throws -> Listener {
    let (descriptor, file) = try UnixSocketFile.listen(at: path, access)
    do {
      let channel = try await bootstrap.withBoundSocket(descriptor).get()
      // A socket that comes bound is made to listen with NIO's own backlog, 128.
      _ = Glibc.listen(descriptor, CInt(Limits.backlog))
      return Listener(address: address, channel: channel, socketFile: file)
    } catch {
      file.remove()
      throw ListenError(address: address, reason: .system("\(error)"))
    }
  }

  private static func openTCP(
    _ host: String, _ port: Int, _ address: ListenAddress, _ bootstrap: ServerBootstrap
  ) async throws -> Listener {
    do {
      let channel =
        try await bootstrap
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(.socketOption(.so_keepalive), value: 1)
        .childChannelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: Limits.keepaliveIdle)
        .childChannelOption(
          .tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: Limits.keepaliveInterval
        )
        .childChannelOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: Limits.keepaliveProbes)
        .bind(host: host, port: port).get()
      let bound = address.with(port: channel.localAddress?.port ?? port)
      return Listener(address: bound, channel: channel, socketFile: nil)
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ListenError(address: address, reason: .inUse)
    } catch {
      throw ListenError(address: address, reason: .system("\(error)"))
    }
  }

  private static func bootstrap(
    _ group: MultiThreadedEventLoopGroup, _ shared: ServerShared,
    _ security: (any ConnectionSecurity)?
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: CInt(Limits.backlog))
      .childChannelOption(.writeBufferWaterMark, value: .unsent)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelInitializer { channel in
        PeerIdentity.of(channel).flatMapThrowing { peer in
          try setUp(channel, shared, peer, security)
        }
      }
  }

  private static func setUp(
    _ channel: any Channel, _ shared: ServerShared, _ peer: ServerCall.Peer,
    _ security: (any ConnectionSecurity)?
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    if let security { try pipeline.addHandler(security.makeHandler()) }
    if security == nil, shared.protocols.isEmpty {
      try pipeline.addHandler(ServerConnection(shared: shared, peer: peer, now: .now()))
    } else {
      try pipeline.addHandler(ProtocolChooser(shared: shared, peer: peer, security: security))
    }
  }

  /// Stops listening; connections go on.
  func close() async {
    try? await channel.close().get()
    socketFile?.remove()
  }
}

extension ChannelOptions.Types.WriteBufferWaterMark {
  static let unsent = Self(low: Limits.unsentBytesLow, high: Limits.unsentBytesHigh)
}
