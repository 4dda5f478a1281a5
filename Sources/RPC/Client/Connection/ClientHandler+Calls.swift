import NIOCore

/// Starting, feeding and cancelling calls; all on the event loop.
extension ClientHandler {
  func startUnary(
    _ method: Method, _ message: ByteBuffer, _ options: CallOptions, id: CallID,
    _ waiter: CheckedContinuation<ByteBuffer, any Error>
  ) {
    guard !id.isCancelled else { return waiter.resume(throwing: RPCStatus.cancelled) }
    do {
      let streamID = try start(.unary, method, message, [], options, waiter: .unary(waiter))
      if !id.started(streamID) { cancel(streamID) }
    } catch {
      waiter.resume(throwing: error)
    }
  }

  /// Opens a stream whose request carries the message where the method takes only one.
  func startStream(
    _ method: Method, _ message: ByteBuffer, _ options: CallOptions, id: CallID,
    inbox: Inbox, outbox: Outbox
  ) {
    guard !id.isCancelled else { return }
    let flags: FrameFlags = method.shape.hasRequestStream ? .remoteOpen : .remoteClosed
    do {
      let streamID = try start(
        method.shape, method, message, flags, options, waiter: .stream(inbox, outbox))
      if !id.started(streamID) { return cancel(streamID) }
      writeStream(streamID)
    } catch {
      inbox.finish(error)
      outbox.fail(error)
    }
  }

  private func start(
    _ shape: CallShape, _ method: Method, _ message: ByteBuffer, _ flags: FrameFlags,
    _ options: CallOptions, waiter: Waiter
  ) throws(RPCStatus) -> StreamID {
    if let failure { throw failure }
    // A call that names no deadline has the server's own.
    let timeout =
      options.timeout ?? (shape == .unary ? Limits.unaryTimeout : Limits.streamTimeout)
    let request = RequestEncoder(
      method: method.name, payload: message,
      timeoutNano: max(1, TimeAmount(timeout).nanoseconds),
      metadata: options.metadata)
    guard request.byteCount <= Limits.frameBytesMax else {
      throw RPCStatus(
        .resourceExhausted,
        "the request has \(request.byteCount) bytes, and a frame takes \(Limits.frameBytesMax): "
          + "send less at once, or as a stream")
    }
    let streamID = try machine.open(shape)
    writer.request(streamID, flags, request)
    calls[streamID] = Call(waiter: waiter, timer: deadlineTimer(streamID, timeout))
    flushSoon()
    return streamID
  }

  /// The server ends the call at its deadline by itself; the timer is for a server that does not
  /// answer.
  private func deadlineTimer(_ streamID: StreamID, _ timeout: Duration) -> Scheduled<Void>? {
    guard let context else { return nil }
    return context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(timeout)) {
      self.giveUp(streamID, .deadlineExceeded)
    }
  }

  /// Ends a call here, and tells the server.
  func cancel(_ streamID: StreamID) { giveUp(streamID, .cancelled) }

  func giveUp(_ streamID: StreamID, _ status: RPCStatus) {
    guard machine.cancel(streamID) else { return }
    end(streamID, .failure(status))
    guard failure == nil else { return }
    _ = try? start(
      .unary, Control.cancel, Control.cancelMessage(streamID), [], CallOptions(), waiter: .nobody)
  }

  /// Sends what the caller has put, as long as the server reads.
  func writeStream(_ streamID: StreamID) {
    guard case .stream(_, let outbox) = calls[streamID]?.waiter else { return }
    defer { flushSoon() }
    while mayWrite {
      guard let item = outbox.take() else { return }
      switch item {
      case .message(let message):
        if machine.maySend(streamID) { writer.data(streamID, message) }
      case .end:
        if machine.maySend(streamID) { writer.endOfData(streamID) }
        machine.closeSend(streamID)
      }
    }
    waitingStreams.append(streamID)
  }
}
