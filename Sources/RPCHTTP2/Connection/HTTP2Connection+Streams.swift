import NIOCore
import NIOHPACK
import NIOHTTP2
import RPC

/// Messages in both directions.
extension HTTP2Connection {
  func receive(_ frame: HTTP2Frame.FramePayload.Data, on streamID: HTTP2StreamID) {
    guard case .byteBuffer(let bytes) = frame.data else { return }
    // Padding counts as data do (RFC 9113, 6.9.1), with the byte of its length.
    let taken = bytes.readableBytes + (frame.paddingBytes.map { $0 + 1 } ?? 0)
    owedCredit += taken
    guard let opened = calls[streamID] else { return }
    opened.owedCredit += taken
    receive(bytes, end: frame.endStream, on: opened)
  }

  func receive(_ bytes: ByteBuffer, end: Bool, on opened: HTTP2Call) {
    if end { opened.clientHasEnded = true }
    guard !opened.isAnswered else { return }
    opened.body.append(bytes, end: end)
    decode(opened)
  }

  /// Hands on the messages that are whole, until the handler's queue is full: a megabyte of empty
  /// messages would else become 200,000 of its entries. The rest waits as bytes, a window's at
  /// most.
  private func decode(_ opened: HTTP2Call) {
    steps: while !opened.isAnswered, !opened.isFull {
      switch opened.body.next() {
      case .needsMoreBytes: break steps
      case .message(let message):
        opened.messageBegunAt = nil
        // From here on it counts where it goes.
        charge(opened)
        deliver(message, to: opened)
      case .end: opened.running?.inbox?.finish()
      case .refusal(let status): abort(opened, status)
      }
    }
    count(opened)
    if partialBytes > HTTP2Limits.partialBytesMax, opened.countedBytes > 0 {
      abort(opened, .tooManyPartialBytes)
    } else if opened.chargedBytes > 0, let refusal = opened.gauges.refusal {
      refuse(opened, refusal)
    }
    giveCredit(to: opened)
  }

  /// Counts what waits for the rest of a message; what waits for the handler is its window's.
  private func count(_ opened: HTTP2Call) {
    charge(opened)
    let held = opened.isFull ? 0 : opened.body.heldBytes
    partialBytes += held - opened.countedBytes
    opened.countedBytes = held
    guard held > 0, opened.messageBegunAt == nil else {
      if held == 0 { opened.messageBegunAt = nil }
      return
    }
    opened.messageBegunAt = .now()
    armTimer(at: nextDeadline(of: opened))
  }

  /// Counts all that waits for the shared limits.
  private func charge(_ opened: HTTP2Call) {
    let held = opened.body.heldBytes
    guard held != opened.chargedBytes else { return }
    opened.gauges.add(held - opened.chargedBytes)
    opened.chargedBytes = held
  }

  /// Nothing that has come of the call's messages is wanted any more.
  func discardBody(of opened: HTTP2Call) {
    opened.body.discard()
    count(opened)
  }

  private func deliver(_ message: ByteBuffer, to opened: HTTP2Call) {
    guard opened.route.method.shape.hasRequestStream else { return start(opened, message) }
    switch opened.running?.inbox?.put(message) {
    case .taken, nil: break
    case .full: opened.isFull = true
    case .refused(let refusal): refuse(opened, refusal)
    }
  }

  private func refuse(_ opened: HTTP2Call, _ refusal: Refusal) {
    guard opened.running != nil else {
      return abort(opened, shared.status(of: refusal, in: opened.call))
    }
    shared.refused(refusal.reason)
    abort(opened, refusal.status)
  }

  func streamHasRoom(_ streamID: HTTP2StreamID) {
    guard let opened = calls[streamID] else { return }
    opened.isFull = false
    decode(opened)
    flushSoon()
  }

  private func giveCredit(to opened: HTTP2Call) {
    guard opened.owedCredit >= HTTP2Limits.windowUpdateBytes, !opened.isFull,
      !opened.clientHasEnded, !opened.isAnswered
    else { return }
    write(.windowUpdate(windowSizeIncrement: opened.owedCredit), on: opened.streamID)
    opened.owedCredit = 0
  }

  // MARK: Answers

  func answer(_ opened: HTTP2Call, _ message: ByteBuffer) {
    guard !opened.isAnswered else { return }
    guard message.readableBytes <= Limits.frameBytesMax else {
      return answer(opened, .answerTooLarge(message.readableBytes))
    }
    writeLeading(opened)
    var batch = ByteBuffer()
    write(message, after: &batch, on: opened)
    write(batch, on: opened)
    writeEnd(opened, nil)
  }

  func answer(_ opened: HTTP2Call, _ status: RPCStatus) {
    guard !opened.isAnswered else { return }
    writeEnd(opened, status)
  }

  /// Answers a stream that has no call.
  func refuse(
    _ streamID: HTTP2StreamID, _ status: RPCStatus, requestID: String? = nil, clientHasEnded: Bool
  ) {
    writeEnd(
      .trailers(status, Metadata(), isOnly: true, requestID: requestID), on: streamID,
      clientHasEnded: clientHasEnded)
  }

  /// Writes what the stream's handler has put, as long as it is sent.
  func writeStream(_ streamID: HTTP2StreamID) {
    guard let opened = calls[streamID], let outbox = opened.running?.outbox, !opened.isAnswered
    else { return }
    defer { flushSoon() }
    var batch = ByteBuffer()
    while opened.unsentBytes + batch.readableBytes < HTTP2Limits.unsentStreamBytes {
      guard let item = outbox.take() else { break }
      switch item {
      case .message(let message):
        writeLeading(opened)
        write(message, after: &batch, on: opened)
      case .end(let end):
        write(batch, on: opened)
        return write(end, of: opened)
      }
    }
    write(batch, on: opened)
  }

  private func write(_ end: StreamEnd, of opened: HTTP2Call) {
    switch end {
    case .closed:
      writeLeading(opened)
      writeEnd(opened, nil)
    case .answer(let message): answer(opened, message)
    case .failed(let status): answer(opened, status)
    }
    opened.running?.stop(.ended)
  }

  private func writeLeading(_ opened: HTTP2Call) {
    guard !opened.hasSentLeading else { return }
    opened.hasSentLeading = true
    let headers = HPACKHeaders.leading(
      opened.call.answerMetadata?.leading ?? Metadata(), requestID: opened.call.requestID)
    write(.headers(.init(headers: headers)), on: opened.streamID)
  }

  /// Small messages are joined into one frame; a large one is written in place, where a copy costs
  /// more than a frame.
  private func write(_ message: ByteBuffer, after batch: inout ByteBuffer, on opened: HTTP2Call) {
    batch.reserveCapacity(
      minimumWritableBytes: MessageDecoder.prefixBytes
        + min(message.readableBytes, Limits.joinedPayloadBytes))
    batch.writeInteger(UInt8(0))
    batch.writeInteger(UInt32(message.readableBytes))
    guard message.readableBytes > Limits.joinedPayloadBytes else {
      batch.writeImmutableBuffer(message)
      return
    }
    write(batch, on: opened)
    write(message, on: opened)
    batch = ByteBuffer()
  }

  private func write(_ bytes: ByteBuffer, on opened: HTTP2Call) {
    let count = bytes.readableBytes
    guard count > 0, let context else { return }
    guard opened.running?.outbox != nil else { return writeAnswer(bytes, on: opened) }
    opened.unsentBytes += count
    if opened.lastSentAt == nil {
      opened.lastSentAt = .now()
      armTimer(at: nextDeadline(of: opened))
    }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenSuccess {
      opened.unsentBytes -= count
      opened.lastSentAt = opened.unsentBytes > 0 ? .now() : nil
      self.writeStream(opened.streamID)
    }
    write(.data(.init(data: .byteBuffer(bytes))), on: opened.streamID, promise: sent)
  }

  /// What a method of one answer writes is bounded by itself; a large one counts until it is sent,
  /// because a client may take its answers as late as it likes.
  private func writeAnswer(_ bytes: ByteBuffer, on opened: HTTP2Call) {
    let data = HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(bytes)))
    guard let context, let gauges = opened.running?.charge.gauges,
      bytes.readableBytes > Limits.joinedPayloadBytes
    else { return write(data, on: opened.streamID) }
    let count = bytes.readableBytes
    gauges.add(count)
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.whenComplete { _ in gauges.remove(count) }
    write(data, on: opened.streamID, promise: sent)
  }

  private func writeEnd(_ opened: HTTP2Call, _ status: RPCStatus?) {
    opened.isAnswered = true
    discardBody(of: opened)
    opened.deadline = .now() + TimeAmount(shared.limits.times.write)
    armTimer(at: opened.deadline)
    let trailers = HPACKHeaders.trailers(
      status, opened.call.answerMetadata?.trailing ?? Metadata(), isOnly: !opened.hasSentLeading,
      requestID: opened.hasSentLeading ? nil : opened.call.requestID)
    writeEnd(trailers, on: opened.streamID, clientHasEnded: opened.clientHasEnded)
  }

  /// Writes a stream's last headers. A client that still sends is told to stop, once it has them.
  func writeEnd(_ headers: HPACKHeaders, on streamID: HTTP2StreamID, clientHasEnded: Bool) {
    defer { flushSoon() }
    let payload = HTTP2Frame.FramePayload.headers(.init(headers: headers, endStream: true))
    guard !clientHasEnded, let context else { return write(payload, on: streamID) }
    if calls[streamID] == nil { refusedStreams.insert(streamID) }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenSuccess {
      guard self.calls[streamID] != nil || self.refusedStreams.contains(streamID) else { return }
      self.write(.rstStream(.noError), on: streamID)
      self.flushSoon()
    }
    write(payload, on: streamID, promise: sent)
  }
}
