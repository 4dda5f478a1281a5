import NIOCore

/// Calls with a stream.
extension ServerConnection {
  func startStream(
    _ invocation: Invocation, _ call: ServerCall, _ charge: CallCharge,
    _ home: NIOLoopBound<ServerConnection>,
    _ body: @escaping @Sendable (ServerCall, RequestStream, ResponseWriter) async throws -> Void
  ) {
    let streamID = invocation.streamID
    let loop = home.eventLoop
    let inbox = Inbox(charge.gauges) { loop.execute { home.value.streamHasRoom(streamID) } }
    let outbox = Outbox(charge.gauges) { loop.execute { home.value.writeStream(streamID) } }
    calls[streamID] = shared.start(call, inbox, outbox, charge, body) {
      loop.execute { home.value.streamHandlerEnded(streamID) }
    }
    deliver(streamID, invocation.message, end: !invocation.isOpen, mayRefuse: false)
  }

  func deliver(
    _ streamID: StreamID, _ message: ByteBuffer?, end: Bool, mayRefuse: Bool = true
  ) {
    guard let inbox = calls[streamID]?.inbox else { return }
    if let message {
      switch inbox.put(message, mayRefuse: mayRefuse) {
      case .taken: break
      // Nothing follows that would have to wait.
      case .full where end: break
      case .full:
        machine.setStalled(streamID, true, now: .now())
        armTimer(at: machine.nextDeadline)
      case .refused(let refusal):
        shared.refused(refusal.reason)
        return perform(machine.abort(streamID, refusal.status))
      }
    }
    if end { inbox.finish() }
  }

  private func streamHasRoom(_ streamID: StreamID) {
    machine.setStalled(streamID, false, now: .now())
    resumeReceiving()
  }

  /// A call is forgotten once its handler has ended and its end is written or wanted no more,
  /// whichever is later: the end is written from the outbox, in its order.
  private func streamHandlerEnded(_ streamID: StreamID) {
    calls[streamID]?.handlerHasEnded = true
    let phase = machine.streams[streamID]?.phase
    guard phase == nil || phase == .answered || isEnding else { return }
    _ = machine.handlerEnded(streamID)
    callEnded(streamID)
  }

  /// The stream that waits longest comes first, and goes to the end after its turn.
  func writeWaitingStreams() {
    for _ in 0..<waitingStreams.count {
      guard mayWrite, let streamID = waitingStreams.popFirst() else { return }
      writeStream(streamID)
    }
  }

  private var mayWrite: Bool {
    context?.channel.isWritable == true && writer.bytes < Limits.unsentBytesLow
  }

  /// Writes what the stream's handler has put, as long as the peer reads. A turn is bounded, so
  /// that a stream with much to say does not keep its neighbours waiting.
  private func writeStream(_ streamID: StreamID) {
    guard let outbox = calls[streamID]?.outbox, !isEnding else { return }
    defer { flushSoon() }
    while mayWrite {
      guard let item = outbox.take() else { return }
      switch item {
      case .message(let message):
        writer.data(streamID, message)
      case .end(let end):
        writeEnd(streamID, end)
        return
      }
    }
    waitingStreams.append(streamID)
  }

  private func writeEnd(_ streamID: StreamID, _ end: StreamEnd) {
    switch end {
    case .closed: writer.endOfData(streamID)
    case .answer(let payload): writer.answer(streamID, payload: payload)
    case .failed(let status): writer.answer(streamID, status)
    }
    _ = machine.handlerEnded(streamID)
    guard let call = calls[streamID] else { return }
    call.stop(.ended)
    if call.handlerHasEnded { callEnded(streamID) }
    resumeReceiving()
  }
}
