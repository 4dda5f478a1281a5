import NIOCore
import NIOHPACK
import NIOHTTP2
import RPC

/// Opening calls, and running their handlers.
extension HTTP2Connection {
  func receive(_ frame: HTTP2Frame.FramePayload.Headers, on streamID: HTTP2StreamID) {
    if let call = calls[streamID] {
      // Clients of gRPC send no trailers; others' say nothing but that the stream has ended.
      return receive(ByteBuffer(), end: frame.endStream, on: call)
    }
    // Streams rise: these are the trailers of one that was refused.
    guard streamID > lastStreamID else { return }
    lastStreamID = streamID
    switch RequestHead.read(frame.headers) {
    case .notGRPC(let httpStatus):
      writeEnd(.notGRPC(httpStatus: httpStatus), on: streamID, clientHasEnded: frame.endStream)
    case .refused(let status): refuse(streamID, status, clientHasEnded: frame.endStream)
    case .call(let head): open(head, streamID, end: frame.endStream)
    }
  }

  private func open(_ head: RequestHead, _ streamID: HTTP2StreamID, end: Bool) {
    do throws(RPCStatus) {
      let route = try route(head, streamID)
      let callsMax = shared.limits.connection.calls
      // The frames' handler holds only those to the limit who have taken the settings.
      guard calls.count < callsMax else {
        let status = Refusal(.connectionCalls, limit: callsMax).status
        throw refused(.connectionCalls, status, route.method.name, head, streamID)
      }
      guard runningCount < 2 * callsMax else {
        throw refused(.connectionCalls, .tooManyRunning, route.method.name, head, streamID)
      }
      let timeout = head.timeout(for: route.method.shape)
      guard timeout > .zero else { throw RPCStatus.deadlineExceeded }
      let now = NIODeadline.now()
      var call = ServerCall(
        method: route.method, metadata: head.metadata, deadline: now + timeout, peer: peer,
        binding: binding)
      call.answerMetadata = AnswerMetadata()
      call.protocolName = "grpc"
      call.requestNumber = requestNumbers.number(UInt32(Int(streamID)))
      let caller: CallerAccount?
      do {
        caller = try load.enter(call, route, now: now)
      } catch {
        throw shared.status(of: error, in: call)
      }
      let opened = HTTP2Call(streamID, route, call, caller, load.gauges(caller))
      calls[streamID] = opened
      armTimer(at: opened.deadline)
      if route.method.shape.hasRequestStream { start(opened, nil) }
      if end { receive(ByteBuffer(), end: true, on: opened) }
    } catch {
      refuse(streamID, error, requestID: requestID(head, streamID), clientHasEnded: end)
    }
  }

  private func requestID(_ head: RequestHead, _ streamID: HTTP2StreamID) -> String {
    RequestID.of(head.metadata, number: requestNumbers.number(UInt32(Int(streamID))))
  }

  /// Counts and tells that no handler sees the call.
  private func refused(
    _ reason: RefusalReason, _ status: RPCStatus, _ method: MethodName, _ head: RequestHead,
    _ streamID: HTTP2StreamID
  ) -> RPCStatus {
    shared.refused(
      RefusedCall(
        method: method, reason: reason, status: status.code, requestID: requestID(head, streamID),
        protocolName: "grpc", peer: peer))
    return status
  }

  private func route(
    _ head: RequestHead, _ streamID: HTTP2StreamID
  ) throws(RPCStatus) -> MethodRouter.Route {
    var path = head.path
    let found = path.withUTF8 { bytes -> MethodRouter.Route? in
      guard bytes.first == UInt8(ascii: "/"), let slash = bytes.lastIndex(of: UInt8(ascii: "/")),
        slash > 0
      else { return nil }
      let raw = UnsafeRawBufferPointer(bytes)
      return shared.router.route(
        UnsafeRawBufferPointer(rebasing: raw[1..<slash]),
        UnsafeRawBufferPointer(rebasing: raw[(slash + 1)...]))
    }
    if let found { return found }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty else {
      throw RPCStatus(.unimplemented, "the path is not /service/method: \(path)")
    }
    let name = MethodName(service: String(parts[1]), method: String(parts[2]))
    let status = shared.router.unimplemented(service: name.service, method: name.method)
    throw refused(.unknownMethod, status, name, head, streamID)
  }

  /// Starts the handler: of a stream at once, of one message when it is there.
  func start(_ opened: HTTP2Call, _ message: ByteBuffer?) {
    guard let context else { return }
    if case .inline(let body) = opened.route.handler { return runInline(opened, message, body) }
    let charge: CallCharge
    do {
      charge = try load.start(
        opened.route, opened.caller, requestBytes: message?.readableBytes ?? 0)
    } catch {
      return abort(opened, shared.status(of: error, in: opened.call))
    }
    runningCount += 1
    let streamID = opened.streamID
    let home = NIOLoopBound(self, eventLoop: context.eventLoop)
    let loop = context.eventLoop
    switch opened.route.handler {
    case .inline: break
    case .unary(let body):
      opened.running = shared.start(opened.call, message ?? ByteBuffer(), charge, body) {
        outcome in loop.execute { home.value.unaryEnded(streamID, outcome, charge) }
      }
    case .stream(let body):
      let inbox = Inbox(charge.gauges) { loop.execute { home.value.streamHasRoom(streamID) } }
      let outbox = Outbox(charge.gauges) { loop.execute { home.value.writeStream(streamID) } }
      if let message { _ = inbox.put(message, mayRefuse: false) }
      opened.running = shared.start(opened.call, inbox, outbox, charge, body) {
        loop.execute { home.value.handlerEnded(charge) }
      }
    }
  }

  private func runInline(
    _ opened: HTTP2Call, _ message: ByteBuffer?,
    _ body: @Sendable (ServerCall, ByteBuffer) throws -> ByteBuffer
  ) {
    defer { shared.callFinished() }
    do {
      answer(opened, try body(opened.call, message ?? ByteBuffer()))
    } catch {
      answer(opened, shared.status(of: error, in: opened.call))
    }
  }

  private func unaryEnded(
    _ streamID: HTTP2StreamID, _ outcome: Result<ByteBuffer, RPCStatus>, _ charge: CallCharge
  ) {
    if let opened = calls[streamID] {
      switch outcome {
      case .success(let message): answer(opened, message)
      case .failure(let status): answer(opened, status)
      }
      flushSoon()
    }
    handlerEnded(charge)
  }

  private func handlerEnded(_ charge: CallCharge) {
    runningCount -= 1
    shared.callEnded(charge)
  }

  // MARK: Ends

  /// Answers a call before its handler ends, and stops the handler.
  func abort(_ opened: HTTP2Call, _ status: RPCStatus) {
    answer(opened, status)
    opened.running?.stop(status)
  }

  /// When the call has waited long enough: for its handler, for the rest of a message, or for its
  /// client to take what was written.
  func nextDeadline(of opened: HTTP2Call) -> NIODeadline {
    let times = shared.limits.times
    var next = opened.deadline
    if let begun = opened.messageBegunAt, !opened.isAnswered {
      next = min(next, begun + TimeAmount(times.frame))
    }
    if let sent = opened.lastSentAt { next = min(next, sent + TimeAmount(times.write)) }
    return next
  }

  /// One of these times is up. A client that takes nothing gets no more: what it has not taken
  /// would stand before the status.
  func expire(_ opened: HTTP2Call, now: NIODeadline) {
    let times = shared.limits.times
    if let sent = opened.lastSentAt, sent + TimeAmount(times.write) <= now {
      opened.running?.stop(.cancelled)
      return write(.rstStream(.cancel), on: opened.streamID)
    }
    guard !opened.isAnswered else { return write(.rstStream(.cancel), on: opened.streamID) }
    let isSlow = opened.deadline > now
    abort(opened, isSlow ? .slowMessage : .deadlineExceeded)
  }

  /// The stream is closed on both sides, or was reset by either.
  func streamClosed(_ streamID: HTTP2StreamID) {
    guard let opened = calls.removeValue(forKey: streamID) else {
      refusedStreams.remove(streamID)
      return
    }
    discardBody(of: opened)
    opened.running?.stop(opened.isAnswered ? .ended : .cancelled)
    endIfDrained()
  }

  func stopCalls(_ status: RPCStatus) {
    for opened in calls.values {
      discardBody(of: opened)
      opened.running?.stop(status)
    }
  }
}

extension RequestHead {
  /// How long the call may take; zero or less: its time is up.
  fileprivate func timeout(for shape: CallShape) -> TimeAmount {
    guard let timeoutNano else {
      return TimeAmount(shape == .unary ? Limits.unaryTimeout : Limits.streamTimeout)
    }
    return min(.nanoseconds(timeoutNano), TimeAmount(Limits.timeoutMax))
  }
}

extension TimeAmount {
  fileprivate static let zero = TimeAmount.nanoseconds(0)
}
