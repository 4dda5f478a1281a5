public import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Serves a table of methods over any number of addresses.
public final class Server: Sendable {
  let shared: ServerShared
  private let configuration: ServerConfiguration
  private let group: MultiThreadedEventLoopGroup
  private let isDrained = Atomic(false)
  private let listeners = Mutex<[Listener]>([])

  public init(table: MethodTable, configuration: ServerConfiguration = .init(), logger: Logger) {
    shared = ServerShared(
      table: table, logger: logger, protocols: configuration.protocols,
      requestIDSeed: configuration.requestIDSeed,
      limits: configuration.limits, onRefusal: configuration.onRefusal)
    self.configuration = configuration
    group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops)
  }

  /// Listens, and returns the addresses as bound (a TCP port of 0 becomes the chosen one).
  /// All of them, or none.
  /// - Throws: ``ListenError`` that names the address and what to do.
  public func start(on addresses: [ListenAddress]) async throws -> [ListenAddress] {
    var started: [Listener] = []
    do {
      for address in addresses {
        started.append(
          try await Listener.open(
            address, group: group, shared: shared, security: try security(of: address),
            socketAccess: configuration.socketAccess))
      }
    } catch {
      for listener in started { await listener.close() }
      throw error
    }
    listeners.withLock { $0 += started }
    return started.map(\.address)
  }

  /// What encrypts the address's connections.
  private func security(
    of address: ListenAddress
  ) throws(ListenError) -> (any ConnectionSecurity)? {
    switch address {
    case .unix: return nil
    case .tcp:
      guard address.isLocal || configuration.allowsRemoteTCP else {
        throw ListenError(address: address, reason: .remoteTCPRefused)
      }
      return nil
    case .tls:
      guard let security = configuration.security else {
        throw ListenError(address: address, reason: .noCertificate)
      }
      return security
    }
  }

  /// Stops: answers every request already received, refuses new ones with `UNAVAILABLE`, closes
  /// the connections as they fall idle, and all of them when the time is up. Calls that run then
  /// are answered `UNAVAILABLE` and cancelled. A server drains once: it does not start again, and a
  /// second call returns at once.
  public func drain(within time: Duration) async {
    guard !isDrained.exchange(true, ordering: .relaxed) else { return }
    for listener in listeners.withLock({ listeners in
      defer { listeners = [] }
      return listeners
    }) {
      await listener.close()
    }
    shared.beginDraining()
    await waitUntilQuiet(atMost: time)
    shared.stopNow()
    await waitUntilQuiet(atMost: Limits.lingerTime)
    shared.closeAll()
    await waitUntilQuiet(atMost: Limits.lingerTime)
    guard isQuiet else {
      // Handlers that do not heed their cancellation come back to their event loops, which must
      // live.
      shared.logger.error("\(shared.callCount) calls did not end when they were cancelled")
      return
    }
    try? await group.shutdownGracefully()
  }

  /// Whether no connection and no call is left.
  var isQuiet: Bool { shared.connectionCount == 0 && shared.callCount == 0 }

  private func waitUntilQuiet(atMost time: Duration) async {
    await shared.waitUntilQuiet(atMost: time, on: group.next())
  }

  /// A connection in memory, for tests: no address, no file; the peer is
  /// ``ServerCall/Peer/memory``.
  public func connectInMemory(
    options: ClientConnection.Options = .init()
  ) async throws -> ClientConnection {
    let (mine, theirs) = try SocketPair.open()
    let shared = shared
    _ = try await ClientBootstrap(group: group)
      .channelOption(.writeBufferWaterMark, value: .unsent)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            ServerConnection(shared: shared, peer: .memory, now: .now()))
        }
      }
      .withConnectedSocket(mine).get()
    return try await ClientConnection.adopt(theirs, options: options)
  }
}
