import Logging
import NIOCore
import NIOHPACK
import NIOHTTP2
import RPC

/// The server's end of one HTTP/2 connection: gRPC's calls over the frames that `NIOHTTP2Handler`
/// reads, checks and writes. All streams share this one handler.
///
/// Everything here happens on the connection's event loop; handlers' tasks come back to it.
final class HTTP2Connection: ChannelDuplexHandler, ServedConnection {
  typealias InboundIn = HTTP2Frame
  typealias OutboundIn = Never
  typealias OutboundOut = HTTP2Frame

  let shared: ServerShared
  let peer: ServerCall.Peer
  let requestNumbers: RequestNumbers
  /// A proxy sends many callers' calls over one connection, so none of them is bound to it.
  let binding = ConnectionBinding(isShared: true)
  let load: ConnectionLoad
  var calls: [HTTP2StreamID: HTTP2Call] = [:]
  /// Streams that were answered without a call, and that their clients have not ended.
  var refusedStreams: Set<HTTP2StreamID> = []
  /// Handlers with a task, with those whose stream is closed.
  var runningCount = 0
  /// The highest stream that was opened.
  var lastStreamID = HTTP2StreamID.rootStream
  /// Bytes of messages that are not whole yet.
  var partialBytes = 0
  /// Bytes taken from the client for which the connection has no credit yet.
  var owedCredit = 0
  var pings = FrameLimit(HTTP2Limits.pingsMax)
  var smallUpdates = FrameLimit(HTTP2Limits.smallUpdatesMax)
  var stopping = Stopping.no
  private(set) var context: ChannelHandlerContext?

  private var lastFrame: NIODeadline
  private var blockedSince: NIODeadline?
  private var isReading = false
  private var isFlushScheduled = false
  private var hasPendingRead = false
  private var hasRaisedWindow = false
  /// A fault of the connection as a whole was answered with GOAWAY.
  private var isBroken = false
  /// The connection is ending: what arrives is discarded until the peer closes.
  private(set) var isEnding = false
  private var timer: Scheduled<Void>?
  private var timerAt = NIODeadline.distantFuture

  init(_ connection: NewConnection, now: NIODeadline) {
    shared = connection.shared
    peer = connection.peer
    requestNumbers = connection.shared.requestNumbers()
    load = ConnectionLoad(connection.shared)
    lastFrame = now
  }

  // MARK: Channel events

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if let refusal = shared.connectionOpened(self, on: context.channel) {
      goAway(.noError, because: refusal.message)
    }
    armTimer(at: nextDeadline)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isReading = true
    let frame = unwrapInboundIn(data)
    guard !isEnding else { return }
    lastFrame = .now()
    switch frame.payload {
    case .headers(let headers): receive(headers, on: frame.streamID)
    case .data(let data): receive(data, on: frame.streamID)
    case .settings: raiseWindow()
    case .ping(let data, ack: true): receiveAnswer(to: data)
    case .ping(_, ack: false):
      if !pings.received(now: lastFrame) { goAway(.enhanceYourCalm, because: "too_many_pings") }
    case .windowUpdate(let bytes) where bytes < HTTP2Limits.smallUpdateBytes:
      if !smallUpdates.received(now: lastFrame) {
        goAway(.enhanceYourCalm, because: "too_many_small_window_updates")
      }
    default: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    giveConnectionCredit()
    context.flush()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? StreamClosedEvent { streamClosed(event.streamID) }
    context.fireUserInboundEventTriggered(event)
  }

  /// A peer that does not read its answers is not read either.
  func read(context: ChannelHandlerContext) {
    if isEnding || context.channel.isWritable { context.read() } else { hasPendingRead = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      blockedSince = nil
      guard hasPendingRead else { return }
      hasPendingRead = false
      context.read()
    } else if blockedSince == nil {
      blockedSince = .now()
      armTimer(at: nextDeadline)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    shared.logger.debug(
      "a connection's frames are at fault: \(error)", metadata: ["peer": "\(peer)"])
    // The fault of one stream has ended that stream, and touches no other.
    if isBroken {
      endQuietly()
    } else if !(error is any NIOHTTP2Error) {
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    isEnding = true
    timer?.cancel()
    stopCalls(.cancelled)
    shared.connectionClosed(on: context.channel)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  // MARK: Writing

  func write(
    _ payload: HTTP2Frame.FramePayload, on streamID: HTTP2StreamID,
    promise: EventLoopPromise<Void>? = nil
  ) {
    context?.write(
      wrapOutboundOut(HTTP2Frame(streamID: streamID, payload: payload)), promise: promise)
  }

  /// Sends what the calls have left, once for all that happens in this turn of the event loop.
  func flushSoon() {
    guard !isReading, !isFlushScheduled, let context else { return }
    isFlushScheduled = true
    context.eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      self.context?.flush()
    }
  }

  /// The protocol's first window of a connection is 64 KiB.
  private func raiseWindow() {
    guard !hasRaisedWindow else { return }
    hasRaisedWindow = true
    write(.windowUpdate(windowSizeIncrement: HTTP2Limits.connectionWindow - 65535), on: .rootStream)
  }

  private func giveConnectionCredit() {
    guard owedCredit >= HTTP2Limits.windowUpdateBytes, !isEnding else { return }
    write(.windowUpdate(windowSizeIncrement: owedCredit), on: .rootStream)
    owedCredit = 0
  }

  // MARK: Ending

  /// Says why, and ends the connection with all of its calls.
  func goAway(_ code: HTTP2ErrorCode, because reason: String) {
    guard !isEnding else { return }
    write(
      .goAway(
        lastStreamID: lastStreamID, errorCode: code, opaqueData: ByteBuffer(string: reason)),
      on: .rootStream)
    endQuietly()
  }

  /// A frame, or the headers of a request, did not arrive whole in time.
  func frameIsSlow() { goAway(.enhanceYourCalm, because: "a frame did not arrive whole in time") }

  /// Ends the connection after what is written.
  func endQuietly() {
    guard !isEnding, let context else { return }
    isEnding = true
    stopCalls(.cancelled)
    context.flush()
    // Closing with unread bytes would reset the connection and lose the last words on their way.
    closeTimer(in: shared.limits.times.write)
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in self.closeTimer(in: Limits.lingerTime) }
    context.close(mode: .output, promise: sent)
    if hasPendingRead {
      hasPendingRead = false
      context.read()
    }
  }

  private func closeTimer(in time: Duration) {
    timer?.cancel()
    guard let context else { return }
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
      self.context?.close(promise: nil)
    }
  }

  // MARK: Time

  private var nextDeadline: NIODeadline {
    var next = NIODeadline.distantFuture
    if calls.isEmpty { next = lastFrame + TimeAmount(shared.limits.times.idle) }
    if let blockedSince { next = min(next, blockedSince + TimeAmount(shared.limits.times.write)) }
    for call in calls.values { next = min(next, nextDeadline(of: call)) }
    return next
  }

  func armTimer(at deadline: NIODeadline) {
    guard deadline < timerAt, let context, !isEnding else { return }
    timer?.cancel()
    timerAt = deadline
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.timerFired()
    }
  }

  private func timerFired() {
    timerAt = .distantFuture
    let now = NIODeadline.now()
    if let blockedSince, blockedSince + TimeAmount(shared.limits.times.write) <= now {
      context?.close(promise: nil)
      return
    }
    if calls.isEmpty, lastFrame + TimeAmount(shared.limits.times.idle) <= now {
      return goAway(.noError, because: "idle")
    }
    for call in calls.values where nextDeadline(of: call) <= now { expire(call, now: now) }
    flushSoon()
    armTimer(at: nextDeadline)
  }
}

extension HTTP2Connection: NIOHTTP2FrameDelegate {
  /// Told of what the frames' handler writes by itself, too.
  func wroteFrame(_ frame: HTTP2Frame) {
    switch frame.payload {
    case .goAway(_, let code, _): if code != .noError { isBroken = true }
    case .data: pings.reset()
    case .headers(let headers):
      pings.reset()
      // A call has been answered whole: who reads answers gives windows back.
      if headers.endStream { smallUpdates.reset() }
    default: break
    }
  }
}
