public import NIOCore

/// What a server answers: one table for every protocol that it speaks.
public struct MethodTable: Sendable {
  /// A method's code, over encoded messages.
  public enum Handler: Sendable {
    /// A unary method that never waits: it runs on the connection's event loop.
    case inline(@Sendable (ServerCall, ByteBuffer) throws -> ByteBuffer)
    /// A unary method that may wait.
    case unary(@Sendable (ServerCall, ByteBuffer) async throws -> ByteBuffer)
    /// A method of any shape with a stream.
    case stream(@Sendable (ServerCall, RequestStream, ResponseWriter) async throws -> Void)
  }

  public struct Entry: Sendable {
    public let method: Method
    public let handler: Handler
  }

  public private(set) var entries: [MethodName: Entry] = [:]
  /// Service names in order of registration.
  public private(set) var services: [String] = []

  /// Called before any handler, on the event loop, so it must not wait. What it throws ends the
  /// call. It returns whose limits the call counts for; nil: nobody's but its connection's.
  public var authorize: (@Sendable (ServerCall) throws -> CallerKey?)?

  /// Methods by which a server is watched and kept in hand: they are answered when it is too busy
  /// for others, and do not count for their callers' limits.
  public var essential: Set<MethodName> = []

  public init() {}

  /// A name registers once; a second time is a fault of the program.
  public mutating func register(_ method: Method, _ handler: Handler) {
    precondition(entries[method.name] == nil, "\(method.name) is registered twice")
    precondition(
      handler.takesStreams || method.shape == .unary,
      "\(method.name) has a stream, and its handler has none")
    entries[method.name] = Entry(method: method, handler: handler)
    if !services.contains(method.name.service) { services.append(method.name.service) }
  }

  /// Puts other handlers of the same kind in place of those registered so far, as for measuring.
  public mutating func wrapHandlers(_ wrap: (Method, Handler) -> Handler) {
    for (name, entry) in entries {
      let handler = wrap(entry.method, entry.handler)
      precondition(
        handler.takesStreams == entry.handler.takesStreams, "\(name) is wrapped as another kind")
      entries[name] = Entry(method: entry.method, handler: handler)
    }
  }
}

extension MethodTable.Handler {
  var takesStreams: Bool {
    if case .stream = self { true } else { false }
  }
}
