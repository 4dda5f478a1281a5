public import NIOCore
import NIOPosix

/// One connection to a server, shared by any number of calls at once.
public final class ClientConnection: Sendable {
  public struct Options: Sendable {
    /// How long to wait for the connection.
    public var connectTimeout: Duration = .seconds(5)
    /// What encrypts connections to `tls:` addresses, which cannot be reached without it.
    public var security: (any ClientSecurity)?
    public init() {}
  }

  private let channel: any Channel
  let home: NIOLoopBound<ClientHandler>

  private init(channel: any Channel, home: NIOLoopBound<ClientHandler>) {
    self.channel = channel
    self.home = home
  }

  /// - Throws: ``RPCStatus`` `UNAVAILABLE` that names the address and what to do.
  public static func connect(
    to address: ListenAddress, options: Options = Options()
  ) async throws -> ClientConnection {
    if address.tlsHost != nil, options.security == nil {
      throw RPCStatus(.unavailable, "\(address) needs TLS, and the client has no settings for it")
    }
    do {
      return try await open(options, tlsHost: address.tlsHost) { bootstrap in
        switch address {
        case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
        case .tcp(let host, let port), .tls(let host, let port):
          bootstrap.connect(host: host, port: port)
        }
      }
    } catch let status as RPCStatus {
      throw RPCStatus(status.code, "\(address) cannot be reached: \(status.message)")
    } catch {
      throw RPCStatus.unreachable(address, error)
    }
  }

  /// A connection over a socket that is connected already.
  static func adopt(_ descriptor: CInt, options: Options) async throws -> ClientConnection {
    try await open(options) { $0.withConnectedSocket(descriptor) }
  }

  private static func open(
    _ options: Options, tlsHost: String? = nil,
    _ connect: (ClientBootstrap) -> EventLoopFuture<any Channel>
  ) async throws -> ClientConnection {
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(TimeAmount(options.connectTimeout))
      .channelOption(.writeBufferWaterMark, value: .unsent)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          let security = tlsHost == nil ? nil : options.security
          if let tlsHost, let security {
            try pipeline.addHandler(security.makeHandler(host: tlsHost))
          }
          try pipeline.addHandler(ClientHandler(security: security))
        }
      }
    let channel = try await connect(bootstrap).get()
    let home = try await channel.eventLoop.submit {
      NIOLoopBound(
        try channel.pipeline.syncOperations.handler(type: ClientHandler.self),
        eventLoop: channel.eventLoop)
    }.get()
    if tlsHost != nil {
      try await channel.eventLoop.flatSubmit { home.value.handshake(on: channel.eventLoop) }.get()
    }
    return ClientConnection(channel: channel, home: home)
  }

  /// Makes a unary call. Cancelling the task cancels the call on the server.
  /// - Throws: ``RPCStatus``.
  public func unary(
    _ method: Method, _ request: ByteBuffer, options: CallOptions = CallOptions()
  ) async throws -> ByteBuffer {
    let id = CallID()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        channel.eventLoop.execute { [home] in
          home.value.startUnary(method, request, options, id: id, waiter)
        }
      }
    } onCancel: {
      cancel(id)
    }
  }

  func cancel(_ id: CallID) {
    guard let streamID = id.cancel() else { return }
    channel.eventLoop.execute { [home] in home.value.cancel(streamID) }
  }

  /// Opens a call of any streaming shape. A server-streaming call sends its one request with
  /// ``ClientStream/send(_:)``.
  public func open(
    _ method: Method, options: CallOptions = CallOptions()
  ) async throws -> ClientStream {
    ClientStream(self, method, options)
  }

  /// Ends the calls in flight with `CANCELLED`, and closes the connection.
  public func close() async {
    channel.eventLoop.execute { [home] in
      home.value.fail(RPCStatus(.cancelled, "the connection was closed by its owner"))
    }
    try? await channel.closeFuture.get()
  }
}
