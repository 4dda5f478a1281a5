import NIOCore

/// Starting calls, and what the machine decides about running ones.
extension ServerConnection {
  func perform(_ action: ServerAction) {
    switch action {
    case .none: break
    case .runInline(let invocation): runInline(invocation)
    case .start(let invocation): start(invocation)
    case .deliver(let streamID, let message, let end): deliver(streamID, message, end: end)
    case .answer(let streamID, let status): writer.answer(streamID, status)
    case .refuse(let streamID, let reason, let status, let method, let metadata):
      shared.refused(
        RefusedCall(
          method: method, reason: reason, status: status.code,
          requestID: RequestID.of(metadata, number: requestNumbers.number(streamID)),
          protocolName: "ttrpc", peer: peer))
      writer.answer(streamID, status)
    case .abort(let streamID, let status): abort(streamID, status)
    case .cancel(let streamID, let answering):
      abort(streamID, .cancelled)
      writer.answer(answering, nil)
    case .end(let streamID, let status): end(streamID, status)
    case .close: context?.close(promise: nil)
    }
  }

  private func call(_ invocation: Invocation) -> ServerCall {
    var call = ServerCall(
      method: invocation.route.method, metadata: invocation.metadata,
      deadline: invocation.deadline, peer: peer, binding: binding)
    call.requestNumber = requestNumbers.number(invocation.streamID)
    return call
  }

  private func runInline(_ invocation: Invocation) {
    guard case .inline(let body) = invocation.route.handler else { return }
    let call = call(invocation)
    do {
      _ = try load.enter(call, invocation.route, now: invocation.receivedAt)
      defer { shared.callFinished() }
      writer.answer(
        invocation.streamID, payload: try body(call, invocation.message ?? ByteBuffer()))
    } catch {
      writer.answer(invocation.streamID, shared.status(of: error, in: call))
    }
  }

  private func start(_ invocation: Invocation) {
    guard let context else { return }
    let call = call(invocation)
    let charge: CallCharge
    do {
      let route = invocation.route
      let caller = try load.enter(call, route, now: invocation.receivedAt)
      charge = try load.start(
        route, caller, requestBytes: invocation.message?.readableBytes ?? 0)
    } catch {
      _ = machine.handlerEnded(invocation.streamID)
      writer.answer(invocation.streamID, shared.status(of: error, in: call))
      return
    }
    let home = NIOLoopBound(self, eventLoop: context.eventLoop)
    armTimer(at: invocation.deadline)
    switch invocation.route.handler {
    case .inline: break
    case .unary(let body): startUnary(invocation, call, charge, home, body)
    case .stream(let body): startStream(invocation, call, charge, home, body)
    }
  }

  private func startUnary(
    _ invocation: Invocation, _ call: ServerCall, _ charge: CallCharge,
    _ home: NIOLoopBound<ServerConnection>,
    _ body: @escaping @Sendable (ServerCall, ByteBuffer) async throws -> ByteBuffer
  ) {
    let streamID = invocation.streamID
    let message = invocation.message ?? ByteBuffer()
    calls[streamID] = shared.start(call, message, charge, body) { outcome in
      home.eventLoop.execute { home.value.unaryEnded(streamID, outcome) }
    }
  }

  private func unaryEnded(_ streamID: StreamID, _ outcome: Result<ByteBuffer, RPCStatus>) {
    if machine.handlerEnded(streamID), !isEnding {
      switch outcome {
      case .success(let payload): writer.answer(streamID, payload: payload)
      case .failure(let status): writer.answer(streamID, status)
      }
      flushSoon()
    }
    callEnded(streamID)
  }

  /// Forgets a call whose handler has ended and whose answer is written.
  func callEnded(_ streamID: StreamID) {
    guard let call = calls.removeValue(forKey: streamID) else { return }
    shared.callEnded(call.charge)
    endIfDrained()
  }

  /// Answers a call before its handler ends, and stops the handler.
  func abort(_ streamID: StreamID, _ status: RPCStatus) {
    writer.answer(streamID, status)
    guard let call = calls[streamID] else { return }
    call.stop(status)
    if call.handlerHasEnded {
      _ = machine.handlerEnded(streamID)
      callEnded(streamID)
    }
    resumeReceiving()
  }

  /// The connection ends: nobody waits for the answers of its calls any more.
  func stopCalls() {
    for (streamID, call) in calls {
      call.stop(.cancelled)
      if call.handlerHasEnded {
        _ = machine.handlerEnded(streamID)
        callEnded(streamID)
      }
    }
  }
}
