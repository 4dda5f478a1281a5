public import NIOCore
import Synchronization

/// Calls to a server over a connection that is made again when it breaks. A call that fails is made
/// again where that is safe (``MethodRetry``), and always has a deadline.
public final class Client: Caller {
  public struct Options: Sendable {
    public var connection = ClientConnection.Options()
    /// How often a call is made at most. gRPC takes no more than 5.
    public var attemptsMax = 4
    public var backoff = Backoff()
    /// The deadline of a call that names none, by its shape.
    public var unaryTimeout = Limits.unaryTimeout
    public var streamTimeout = Limits.streamTimeout
    /// How long calls wait for a server that was there and is not now: it starts again within this
    /// time, or somebody must look after it.
    public var reconnectTime: Duration = .seconds(30)
    /// Whether calls wait for a server that was never there, too; else they fail at once.
    public var waitsForServer = true
    /// What is done on each new connection before its first call, e.g. to say who calls.
    public var prepare: (@Sendable (ClientConnection) async throws -> Void)?
    public var onEvent: @Sendable (ClientEvent) -> Void = { _ in }
    public var clock = ClientClock.system

    public init() {}
  }

  let options: Options
  let throttle = Mutex(RetryThrottle())
  private let address: ListenAddress
  private let link: Link

  /// The connection is made when the first call needs it.
  public init(_ address: ListenAddress, options: Options = Options()) {
    self.options = options
    self.address = address
    link = Link(backoff: options.backoff, clock: options.clock) {
      let connection = try await ClientConnection.establish(to: address, options.connection)
      do {
        try await options.prepare?(connection)
        return connection
      } catch {
        await connection.close()
        throw error
      }
    }
  }

  public func unary(
    _ method: Method, _ request: ByteBuffer, options: CallOptions
  ) async throws -> ByteBuffer {
    let call = call(method, isSafe: method.retry.allows(request), options)
    return try await attempts(call) { connection, options in
      let id = CallID()
      do {
        return try await connection.unary(method, request, options: options, id: id)
      } catch {
        throw await connection.attemptFailure(error, wasSent: id.streamID != nil)
      }
    }
  }

  /// The call is made again as long as no answer has come.
  public func serverStream(
    _ method: Method, _ request: ByteBuffer, options: CallOptions
  ) async throws -> Responses {
    let call = call(method, isSafe: method.retry.allows(request), options)
    let stream = try await open(call)
    try await stream.send(request)
    return Responses(reader: RetryingResponses(self, method, request, call, stream))
  }

  /// The call is made once. ``retrying(_:isSafe:options:_:)`` makes it again from its beginning.
  public func open(_ method: Method, options: CallOptions) async throws -> ClientStream {
    try await open(call(method, isSafe: false, options))
  }

  private func open(_ call: Call) async throws -> ClientStream {
    do {
      let connection = try await connection(until: call.deadline)
      return ClientStream(connection, call.method, try call.remainingOptions(options.clock.now()))
    } catch is CancellationError {
      throw RPCStatus.cancelled
    }
  }

  /// Does the work, which is one call of the method with all of its messages, and does it again
  /// from its beginning under the same rules as a unary call.
  /// - Parameters:
  ///   - isSafe: whether the call may be made again (``MethodRetry/allows(_:)``).
  ///   - work: gets what to call with, and the options with the time that is left.
  /// - Throws: ``RPCStatus``, or what the work throws.
  public func retrying<Value>(
    _ method: Method, isSafe: Bool, options: CallOptions,
    _ work: (any Caller, CallOptions) async throws -> Value
  ) async throws -> Value {
    try await attempts(call(method, isSafe: isSafe, options)) { connection, options in
      do {
        return try await work(connection, options)
      } catch {
        throw await connection.attemptFailure(error, wasSent: true)
      }
    }
  }

  /// Ends the calls in flight with `CANCELLED`, and closes the connection for good.
  public func close() async { await link.close()?.close() }

  // MARK: Connecting

  /// The open connection; nil while there is none.
  var current: ClientConnection? { link.current }

  /// The connection, made again where it must be.
  func connection(until deadline: Duration) async throws -> ClientConnection {
    if let current { return current }
    let clock = options.clock
    let begun = clock.now()
    let givesUp = min(deadline, begun + options.reconnectTime)
    // Who does not want to wait for a server still gives one that is there its time to answer.
    let lastTryEnds = min(
      deadline, begun + max(options.reconnectTime, options.connection.connectTimeout))
    let wasOpen = link.hasBeenOpen
    var last = RPCStatus.slowConnection.at(address)
    while true {
      do {
        let connection = try await clock.within(lastTryEnds - clock.now()) { [link] in
          try await link.connect()
        }
        if wasOpen { options.onEvent(.reconnected) }
        return connection
      } catch let status as RPCStatus where status.code == .unavailable {
        let mayWait = wasOpen || options.waitsForServer
        let pause = link.pause
        guard mayWait, clock.now() + pause < givesUp else { throw status }
        last = status
        options.onEvent(.waiting(status, pause: pause))
      } catch let status as RPCStatus where status.code == .deadlineExceeded {
        // The time for connecting is up: that is the call's deadline, or the server is gone.
        throw clock.now() < deadline ? last : status
      } catch let fault as SecurityFault {
        throw fault.status
      }
    }
  }

  func succeeded() {
    link.succeeded()
    throttle.withLock { $0.succeeded() }
  }
}
