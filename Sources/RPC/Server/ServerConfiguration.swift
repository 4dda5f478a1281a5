/// What an operator may set.
public struct ServerConfiguration: Sendable {
  /// Threads that read and write; two suit a machine of two cores.
  public var eventLoops = 2
  /// TCP addresses that other machines reach are refused unless this is set: the wire is clear
  /// text.
  public var allowsRemoteTCP = false

  /// Where the ids of calls begin; each start of a server begins elsewhere.
  public var requestIDSeed = UInt64.random(in: .min ... .max)

  /// Who may connect to the Unix sockets.
  public var socketAccess = UnixSocketAccess()

  /// Protocols besides ttrpc.
  public var protocols: [any ConnectionProtocol] = []
  /// What encrypts the connections of `tls:` addresses, which are refused without it.
  public var security: (any ConnectionSecurity)?

  /// How much is taken of connections, callers, and all together.
  public var limits = ServerLimits()

  /// Told of every call that is refused before its handler, for want of a method or because of a
  /// limit; on the event loop, so it must not wait.
  public var onRefusal: (@Sendable (RefusedCall) -> Void)?

  public init() {}
}
