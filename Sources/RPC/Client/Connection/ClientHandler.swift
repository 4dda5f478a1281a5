import NIOCore
import NIOTLS

/// The client's end of one connection: performs what ``ClientMachine`` decides, on its event loop.
final class ClientHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  /// Who waits for a call.
  enum Waiter {
    case unary(CheckedContinuation<ByteBuffer, any Error>)
    case stream(Inbox, Outbox)
    /// Nobody: the answer to a cancellation.
    case nobody
  }

  struct Call {
    var waiter: Waiter
    var timer: Scheduled<Void>?
  }

  var machine = ClientMachine()
  var calls: [StreamID: Call] = [:]
  var writer = FrameWriter()
  var waitingStreams: CircularBuffer<StreamID> = []
  var context: ChannelHandlerContext?
  /// Set with ``failure``, for other threads.
  let ended: EndedFlag
  /// Why no call can be made any more.
  private(set) var failure: RPCStatus?

  private var decoder = FrameDecoder()
  private var isFlushScheduled = false
  /// Why the encryption has failed; nil: it has not, or there is none.
  var findFault: ((any Error) -> SecurityFault?)?
  private(set) var securityFault: SecurityFault?
  private var hasHeard = false
  private var isSecured = false
  private var handshakeWaiter: EventLoopPromise<Void>?
  /// Streams whose reader does not keep up, and since when.
  var fullStreams: [StreamID: NIODeadline] = [:]
  var watchesStalls = false
  private var hasPendingRead = false
  let stallTime: TimeAmount

  init(stallTime: Duration, ended: EndedFlag) {
    self.stallTime = TimeAmount(stallTime)
    self.ended = ended
  }

  // MARK: Channel events

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    if !hasHeard, findFault == nil, bytes.isTLSRecord { securityFault = .serverSpeaksTLS }
    hasHeard = true
    if let securityFault { return fail(securityFault.status) }
    decoder.append(bytes)
    while failure == nil {
      switch decoder.next() {
      case .frame(let frame): perform(machine.receive(frame))
      case .needsMoreBytes: return
      case .violation(let violation): fail(violation.status)
      }
    }
  }

  /// Pauses reading while a stream's reader does not keep up.
  func read(context: ChannelHandlerContext) {
    if fullStreams.isEmpty { context.read() } else { hasPendingRead = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writeWaitingStreams()
  }

  /// The stream that waits longest comes first, and goes to the end after its turn.
  private func writeWaitingStreams() {
    for _ in 0..<waitingStreams.count {
      guard mayWrite, let streamID = waitingStreams.popFirst() else { return }
      writeStream(streamID)
    }
  }

  var mayWrite: Bool {
    context?.channel.isWritable == true && writer.bytes < Limits.unsentBytesLow
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    securityFault = securityFault ?? findFault?(error)
    fail(securityFault?.status ?? RPCStatus(.unavailable, "the connection broke: \(error)"))
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(.connectionLost)
    context.fireChannelInactive()
  }

  // MARK: TLS

  /// Done when the TLS handshake is; a server that takes longer is given up.
  func handshake(on loop: any EventLoop, within time: Duration) -> EventLoopFuture<Void> {
    if let securityFault { return loop.makeFailedFuture(securityFault) }
    if let failure { return loop.makeFailedFuture(failure) }
    if isSecured { return loop.makeSucceededVoidFuture() }
    let waiter = loop.makePromise(of: Void.self)
    handshakeWaiter = waiter
    let timer = loop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
      self.fail(.slowHandshake)
    }
    waiter.futureResult.assumeIsolated().whenComplete { _ in timer.cancel() }
    return waiter.futureResult
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent {
      isSecured = true
      handshakeWaiter.take()?.succeed()
    }
    context.fireUserInboundEventTriggered(event)
  }

  // MARK: Calls

  private func perform(_ action: ClientMachine.Action) {
    switch action {
    case .none: break
    case .message(let streamID, let message): deliver(streamID, message)
    case .ended(let streamID, let outcome): end(streamID, outcome)
    case .closing(let status): fail(status)
    }
  }

  private func deliver(_ streamID: StreamID, _ message: ByteBuffer) {
    guard case .stream(let inbox, _) = calls[streamID]?.waiter else { return }
    if case .full = inbox.put(message) { streamIsFull(streamID) }
  }

  func streamHasRoom(_ streamID: StreamID) {
    guard fullStreams.removeValue(forKey: streamID) != nil, fullStreams.isEmpty, hasPendingRead,
      let context
    else { return }
    hasPendingRead = false
    context.read()
  }

  func end(_ streamID: StreamID, _ outcome: Result<ByteBuffer?, RPCStatus>) {
    guard let call = calls.removeValue(forKey: streamID) else { return }
    call.timer?.cancel()
    switch (call.waiter, outcome) {
    case (.nobody, _): break
    case (.unary(let waiter), .success(let message)):
      waiter.resume(returning: message ?? ByteBuffer())
    case (.unary(let waiter), .failure(let status)):
      waiter.resume(throwing: status)
    case (.stream(let inbox, let outbox), .success(let message)):
      if let message { _ = inbox.put(message) }
      inbox.finish()
      outbox.fail(.ended)
    case (.stream(let inbox, let outbox), .failure(let status)):
      inbox.finish(status)
      outbox.fail(status)
    }
    streamHasRoom(streamID)
  }

  /// Ends every call with the status, and the connection.
  func fail(_ status: RPCStatus) {
    guard failure == nil else { return }
    failure = status
    ended.set()
    handshakeWaiter.take()?.fail(securityFault as (any Error)? ?? status)
    for streamID in Array(calls.keys) { end(streamID, .failure(status)) }
    context?.close(promise: nil)
  }

  // MARK: Writing

  /// Writes what the calls have left, once for all that happens in this turn of the event loop.
  func flushSoon() {
    guard !isFlushScheduled, let context else { return }
    isFlushScheduled = true
    context.eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      while let piece = self.writer.nextPiece() {
        context.write(self.wrapOutboundOut(piece), promise: nil)
      }
      context.flush()
      self.writer.reuseStorage()
      self.writeWaitingStreams()
    }
  }
}
