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
    _ address: ListenAddress, group: MultiThreadedEventLoopGroup, shared: ServerShared
  ) async throws -> Listener {
    switch address {
    case .unix(let path): try await openUnix(path, address, group: group, shared: shared)
    case .tcp(let host, let port):
      try await openTCP(host, port, address, group: group, shared: shared)
    }
  }

  private static func openUnix(
    _ path: String, _ address: ListenAddress, group: MultiThreadedEventLoopGroup,
    shared: ServerShared
  ) async throws -> Listener {
    let (descriptor, file) = try UnixSocketFile.listen(at: path)
    do {
      let channel = try await bootstrap(group, shared).withBoundSocket(descriptor).get()
      return Listener(address: address, channel: channel, socketFile: file)
    } catch {
      file.remove()
      throw ListenError(address: address, reason: .system("\(error)"))
    }
  }

  private static func openTCP(
    _ host: String, _ port: Int, _ address: ListenAddress, group: MultiThreadedEventLoopGroup,
    shared: ServerShared
  ) async throws -> Listener {
    do {
      let channel = try await bootstrap(group, shared)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: host, port: port).get()
      let bound = ListenAddress.tcp(host: host, port: channel.localAddress?.port ?? port)
      return Listener(address: bound, channel: channel, socketFile: nil)
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ListenError(address: address, reason: .inUse)
    } catch {
      throw ListenError(address: address, reason: .system("\(error)"))
    }
  }

  private static func bootstrap(
    _ group: MultiThreadedEventLoopGroup, _ shared: ServerShared
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.writeBufferWaterMark, value: .unsent)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelInitializer { channel in
        PeerIdentity.of(channel).flatMapThrowing { peer in
          try channel.pipeline.syncOperations.addHandler(
            ServerConnection(shared: shared, peer: peer, now: .now()))
        }
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
