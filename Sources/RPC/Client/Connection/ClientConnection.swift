public import NIOCore
import NIOPosix
import Synchronization

/// One connection to a server, shared by any number of calls at once.
public final class ClientConnection: Caller {
  public struct Options: Sendable {
    /// How long to wait for the connection, and then for its TLS handshake.
    public var connectTimeout: Duration = .seconds(5)
    /// What encrypts connections to `tls:` addresses, which cannot be reached without it.
    public var security: (any ClientSecurity)?
    /// How long a stream that is not read may stop the connection's other calls.
    public var stallTime = Limits.stallTime
    public init() {}
  }

  private let channel: any Channel
  let home: NIOLoopBound<ClientHandler>
  private let ended: EndedFlag

  private init(channel: any Channel, home: NIOLoopBound<ClientHandler>, ended: EndedFlag) {
    self.channel = channel
    self.home = home
    self.ended = ended
  }

  /// - Throws: ``RPCStatus`` `UNAVAILABLE` that names the address and what to do.
  public static func connect(
    to address: ListenAddress, options: Options = Options()
  ) async throws -> ClientConnection {
    do {
      return try await establish(to: address, options)
    } catch let fault as SecurityFault {
      throw fault.status
    }
  }

  /// - Throws: ``SecurityFault`` where another try would fail alike, else ``RPCStatus``.
  static func establish(
    to address: ListenAddress, _ options: Options
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
    } catch let fault as SecurityFault {
      throw fault.at(address)
    } catch let status as RPCStatus {
      throw status.at(address)
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
    // Each address that a name has is tried on a channel of its own. The handler is kept from the
    // beginning, because a channel that fails at once has lost it by the time of its connection.
    typealias Home = (handler: NIOLoopBound<ClientHandler>, ended: EndedFlag)
    let homes = Mutex<[ObjectIdentifier: Home]>([:])
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(TimeAmount(options.connectTimeout))
      .channelOption(.writeBufferWaterMark, value: .unsent)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          let ended = EndedFlag()
          let handler = ClientHandler(stallTime: options.stallTime, ended: ended)
          if let tlsHost, let security = options.security {
            let tls = try security.makeHandler(host: tlsHost)
            handler.findFault = { security.fault(of: $0, in: tls, host: tlsHost) }
            try pipeline.addHandler(tls)
          }
          try pipeline.addHandler(handler)
          let home = NIOLoopBound(handler, eventLoop: channel.eventLoop)
          homes.withLock { $0[ObjectIdentifier(channel)] = (home, ended) }
        }
      }
    let channel = try await connect(bootstrap).get()
    guard let (home, ended) = homes.withLock({ $0[ObjectIdentifier(channel)] }) else {
      throw RPCStatus.connectionLost
    }
    if tlsHost != nil {
      try await channel.eventLoop.flatSubmit {
        home.value.handshake(on: channel.eventLoop, within: options.connectTimeout)
      }.get()
    }
    return ClientConnection(channel: channel, home: home, ended: ended)
  }

  /// Whether calls can be made: false once the connection has ended, though its channel may still
  /// be saying goodbye.
  var isOpen: Bool { channel.isActive && !ended.isSet }

  /// Why another connection would end as this one has.
  var securityFault: SecurityFault? {
    get async { try? await channel.eventLoop.submit { [home] in home.value.securityFault }.get() }
  }

  public func unary(
    _ method: Method, _ request: ByteBuffer, options: CallOptions
  ) async throws -> ByteBuffer {
    try await unary(method, request, options: options, id: CallID())
  }

  /// - Parameter id: has no stream in the end when the request was not sent.
  func unary(
    _ method: Method, _ request: ByteBuffer, options: CallOptions, id: CallID
  ) async throws -> ByteBuffer {
    try await withTaskCancellationHandler {
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

  public func open(_ method: Method, options: CallOptions) async throws -> ClientStream {
    ClientStream(self, method, options)
  }

  public func serverStream(
    _ method: Method, _ request: ByteBuffer, options: CallOptions
  ) async throws -> Responses {
    let stream = ClientStream(self, method, options)
    try await stream.send(request)
    return stream.responses
  }

  /// Ends the calls in flight with `CANCELLED`, and closes the connection.
  public func close() async {
    channel.eventLoop.execute { [home] in
      home.value.fail(.closedByOwner)
    }
    try? await channel.closeFuture.get()
  }
}
