import Synchronization

extension Client {
  /// One call of a user, of which there may be several on the wire.
  struct Call: Sendable {
    let method: Method
    let isSafe: Bool
    let deadline: Duration
    let metadata: Metadata

    /// What one attempt gets: the time that is left.
    func remainingOptions(_ now: Duration) throws(RPCStatus) -> CallOptions {
      guard deadline > now else { throw .deadlineExceeded }
      return CallOptions(timeout: deadline - now, metadata: metadata)
    }
  }

  func call(_ method: Method, isSafe: Bool, _ options: CallOptions) -> Call {
    let usual =
      method.shape == .unary ? self.options.unaryTimeout : self.options.streamTimeout
    return Call(
      method: method, isSafe: isSafe,
      deadline: self.options.clock.now() + (options.timeout ?? usual), metadata: options.metadata)
  }

  /// Makes attempts until one succeeds or must not be followed by another.
  /// - Parameters:
  ///   - begun: the rest of a first attempt that was begun before: it needs no connection, as its
  ///     answer may have come whole before the connection ended.
  ///   - body: one attempt. It throws an ``AttemptFailure`` for what the call ends with; anything
  ///     else ends the attempts.
  func attempts<Value>(
    _ call: Call, begun: (() async throws -> Value)? = nil,
    _ body: (ClientConnection, CallOptions) async throws -> Value
  ) async throws -> Value {
    var begun = begun
    let clock = options.clock
    var machine = RetryMachine(
      backoff: options.backoff, attemptsMax: options.attemptsMax, isSafe: call.isSafe)
    while true {
      let failure: AttemptFailure
      do {
        let value: Value
        if let begun = begun.take() {
          value = try await begun()
        } else {
          let connection = try await connection(until: call.deadline)
          value = try await body(connection, try call.remainingOptions(clock.now()))
        }
        succeeded()
        return value
      } catch let attempt as AttemptFailure {
        failure = attempt
      } catch is CancellationError {
        throw RPCStatus.cancelled
      }
      guard let status = failure.error as? RPCStatus, !failure.isFinal else { throw failure.error }
      let decision = machine.decide(
        .init(status: status, wasSent: failure.wasSent), remaining: call.deadline - clock.now(),
        random: clock.random(), mayRetry: { throttle.withLock { $0.failed() } })
      guard case .retry(let pause) = decision else { throw status }
      options.onEvent(.retrying(call.method, status, pause: pause))
      do { try await clock.sleep(pause) } catch { throw RPCStatus.cancelled }
    }
  }
}

/// How one attempt of a call has ended.
struct AttemptFailure: Error {
  var error: any Error
  /// The request may have reached the server.
  var wasSent: Bool
  /// Another connection would meet the same.
  var isFinal = false
}

extension ClientConnection {
  func attemptFailure(_ error: any Error, wasSent: Bool) async -> AttemptFailure {
    if let failure = error as? AttemptFailure { return failure }
    return AttemptFailure(error: error, wasSent: wasSent, isFinal: await securityFault != nil)
  }
}

extension ClientStream {
  func attemptFailure(_ error: any Error) async -> AttemptFailure {
    await connection.attemptFailure(error, wasSent: isStarted)
  }
}
