import NIOCore

/// The server's side of one connection: which frames are allowed when, and what follows from them.
///
/// A value with no clock and no socket: time comes in, actions go out. An answered frame never
/// changes another stream, and a refused one changes nothing.
struct ServerMachine {
  let router: MethodRouter
  private let limits: ServerLimits
  private(set) var streams: [StreamID: ServerStream] = [:]
  /// The highest stream id that a request has used.
  private(set) var lastStreamID: StreamID = 0
  private(set) var isDraining = false
  /// Streams that have `stalledSince`.
  private var stalledCount = 0
  private var timers: ConnectionTimers

  init(router: MethodRouter, limits: ServerLimits = .init(), now: NIODeadline) {
    self.router = router
    self.limits = limits
    timers = ConnectionTimers(times: limits.times, now: now)
  }

  mutating func receive(_ frame: Frame, now: NIODeadline) -> ServerAction {
    guard frame.kind == .request || frame.kind == .data else {
      // Answers come from servers only, and kinds not known yet may be ignored.
      return .none
    }
    guard frame.streamID != 0 else {
      // An answer on stream 0 is about the connection, so no call could be answered there.
      return .end(0, RPCStatus(.invalidArgument, "stream 0 is the connection's own, not a call's"))
    }
    guard frame.streamID & 1 == 1 else {
      return .answer(frame.streamID, RPCStatus(.invalidArgument, "a client's stream ids are odd"))
    }
    return frame.kind == .request ? receiveRequest(frame, now: now) : receiveData(frame)
  }

  // MARK: Requests

  private mutating func receiveRequest(_ frame: Frame, now: NIODeadline) -> ServerAction {
    guard frame.streamID > lastStreamID else {
      let status = RPCStatus(
        .invalidArgument, "stream ids rise: \(frame.streamID) comes after \(lastStreamID)")
      return refuse(frame.streamID, status)
    }
    lastStreamID = frame.streamID
    let request: RequestEnvelope
    do throws(ProtobufError) {
      request = try RequestEnvelope(decoding: frame.payload)
    } catch {
      return .answer(frame.streamID, error.requestStatus)
    }
    return frame.payload.withUnsafeReadableBytes { bytes in
      let service = UnsafeRawBufferPointer(rebasing: bytes[request.service])
      let method = UnsafeRawBufferPointer(rebasing: bytes[request.method])
      if Control.isCancel(service, method) {
        return cancel(request.payload, answering: frame.streamID)
      }
      if isDraining {
        return .refuse(
          frame.streamID, .draining, .draining, MethodName(service, method), request.metadata)
      }
      guard let route = router.route(service, method) else {
        let name = MethodName(service, method)
        let status = router.unimplemented(service: name.service, method: name.method)
        return .refuse(frame.streamID, .unknownMethod, status, name, request.metadata)
      }
      return invoke(route, request, frame, now: now)
    }
  }

  private mutating func invoke(
    _ route: MethodRouter.Route, _ request: RequestEnvelope, _ frame: Frame, now: NIODeadline
  ) -> ServerAction {
    if let status = frame.flags.refusal(for: route.method) {
      return .answer(frame.streamID, status)
    }
    let isUnary = route.method.shape == .unary
    guard request.timeoutNano >= 0 else { return .answer(frame.streamID, .deadlineExceeded) }
    var invocation = Invocation(
      streamID: frame.streamID, route: route, metadata: request.metadata, receivedAt: now,
      deadline: now + timeout(request.timeoutNano, isUnary: isUnary),
      message: request.payload, isOpen: frame.flags.contains(.remoteOpen))
    if case .inline = route.handler { return .runInline(invocation) }
    guard streams.count < limits.connection.calls else {
      let refusal = Refusal(.connectionCalls, limit: limits.connection.calls)
      return .refuse(
        frame.streamID, refusal.reason, refusal.status, route.method.name, request.metadata)
    }
    if route.method.shape.hasRequestStream,
      frame.flags.contains(.noData) || request.payload.readableBytes == 0
    {
      invocation.message = nil
    }
    streams[frame.streamID] = ServerStream(
      phase: isUnary ? .unary : invocation.isOpen ? .open : .halfClosed,
      deadline: invocation.deadline)
    return .start(invocation)
  }

  private func timeout(_ nanoseconds: Int64, isUnary: Bool) -> TimeAmount {
    guard nanoseconds > 0 else {
      return TimeAmount(isUnary ? Limits.unaryTimeout : Limits.streamTimeout)
    }
    return min(.nanoseconds(nanoseconds), TimeAmount(Limits.timeoutMax))
  }

  // MARK: Data

  private mutating func receiveData(_ frame: Frame) -> ServerAction {
    guard let stream = streams[frame.streamID] else {
      // Data of a stream that has ended crossed its answer on the way: it is nobody's fault.
      guard frame.streamID > lastStreamID else { return .none }
      let status = RPCStatus(.invalidArgument, "stream \(frame.streamID) was never opened")
      return .answer(frame.streamID, status)
    }
    let ends = frame.flags.contains(.remoteClosed)
    switch stream.phase {
    case .answered:
      return .none
    case .unary:
      return refuse(frame.streamID, RPCStatus(.invalidArgument, "a unary call takes no data"))
    case .halfClosed:
      return refuse(
        frame.streamID, RPCStatus(.invalidArgument, "data after the client closed its side"))
    case .open:
      if ends { streams[frame.streamID]?.phase = .halfClosed }
      let message = frame.flags.contains(.noData) ? nil : frame.payload
      return message == nil && !ends ? .none : .deliver(frame.streamID, message, end: ends)
    }
  }

  // MARK: Ends

  /// Answers a stream, and stops its handler where one runs.
  private mutating func refuse(_ streamID: StreamID, _ status: RPCStatus) -> ServerAction {
    guard let phase = streams[streamID]?.phase else { return .answer(streamID, status) }
    guard phase != .answered else { return .none }
    answerEarly(streamID)
    return .abort(streamID, status)
  }

  private mutating func cancel(
    _ message: ByteBuffer, answering streamID: StreamID
  ) -> ServerAction {
    guard let target = Control.cancelledStream(message) else {
      return .answer(streamID, RPCStatus(.invalidArgument, "Cancel names no stream"))
    }
    guard let phase = streams[target]?.phase, phase != .answered else {
      // The call ended by itself meanwhile; there is nothing to do.
      return .answer(streamID, nil)
    }
    answerEarly(target)
    return .cancel(target, answering: streamID)
  }

  private mutating func answerEarly(_ streamID: StreamID) {
    setStalled(streamID, false, now: .distantPast)
    streams[streamID]?.phase = .answered
  }

  /// Ends a stream early, for a reason that the connection found: too large an answer, a stall.
  mutating func abort(_ streamID: StreamID, _ status: RPCStatus) -> ServerAction {
    streams[streamID] == nil ? .none : refuse(streamID, status)
  }

  /// The stream's handler has ended.
  /// - Returns: whether its answer is still wanted.
  mutating func handlerEnded(_ streamID: StreamID) -> Bool {
    setStalled(streamID, false, now: .distantPast)
    guard let stream = streams.removeValue(forKey: streamID) else { return false }
    return stream.phase != .answered
  }

  /// New requests are refused from now on; those received are answered.
  mutating func beginDraining() { isDraining = true }

  // MARK: Time

  /// A stream's handler does not keep up, and the connection is not read meanwhile; or it does
  /// again.
  mutating func setStalled(_ streamID: StreamID, _ isStalled: Bool, now: NIODeadline) {
    guard let stream = streams[streamID], stream.phase != .answered,
      isStalled || stream.stalledSince != nil
    else { return }
    streams[streamID]?.stalledSince = isStalled ? stream.stalledSince ?? now : nil
    stalledCount += (isStalled ? 1 : 0) - (stream.stalledSince == nil ? 0 : 1)
    if stream.stalledSince != nil, !self.isStalled { timers.pauseEnded() }
  }

  var isStalled: Bool { stalledCount > 0 }

  /// A read is done. A frame that stays partial must be whole within its time.
  mutating func readEnded(hasPartialFrame: Bool, completedFrames: Bool, now: NIODeadline) {
    timers.readEnded(
      hasPartialFrame: hasPartialFrame, completedFrames: completedFrames, now: now)
  }

  /// The peer takes no more bytes for now, or does again.
  mutating func setWritable(_ isWritable: Bool, now: NIODeadline) {
    timers.setBlocked(!isWritable, now: now)
  }

  /// When ``timePassed(now:)`` has something to do next.
  var nextDeadline: NIODeadline {
    var next = timers.nextDeadline(isIdle: streams.isEmpty, isPaused: isStalled)
    for stream in streams.values where stream.phase != .answered {
      next = min(next, stream.deadline)
      if let since = stream.stalledSince {
        next = min(next, since + TimeAmount(limits.times.stall))
      }
    }
    return next
  }

  mutating func timePassed(now: NIODeadline) -> [ServerAction] {
    switch timers.expired(isIdle: streams.isEmpty, isPaused: isStalled, now: now) {
    case .none: break
    case .slowFrame:
      return [.end(0, RPCStatus(.deadlineExceeded, "a frame did not arrive whole in time"))]
    case .blockedPeer, .idle: return [.close]
    }
    var actions: [ServerAction] = []
    for (streamID, stream) in streams where stream.phase != .answered {
      if stream.deadline <= now {
        actions.append(refuse(streamID, .deadlineExceeded))
      } else if let since = stream.stalledSince, since + TimeAmount(limits.times.stall) <= now {
        actions.append(refuse(streamID, .stalled))
      }
    }
    return actions
  }
}

extension MethodName {
  fileprivate init(_ service: UnsafeRawBufferPointer, _ method: UnsafeRawBufferPointer) {
    self.init(
      service: String(decoding: service, as: UTF8.self),
      method: String(decoding: method, as: UTF8.self))
  }
}
