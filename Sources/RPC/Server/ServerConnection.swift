import Logging
import NIOCore

/// The server's end of one connection: performs what ``ServerMachine`` decides.
///
/// Everything here happens on the connection's event loop; handlers' tasks come back to it.
final class ServerConnection: ChannelDuplexHandler, ServedConnection {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  let shared: ServerShared
  let peer: ServerCall.Peer
  let binding = ConnectionBinding()
  let requestNumbers: RequestNumbers
  let load: ConnectionLoad
  var machine: ServerMachine
  var calls: [StreamID: RunningCall] = [:]
  /// Streams with messages to write, for when the peer reads again.
  var waitingStreams: CircularBuffer<StreamID> = []
  var writer = FrameWriter()
  var context: ChannelHandlerContext?

  private var decoder = FrameDecoder()
  private var isReading = false
  private var isReceiving = false
  private var isFlushScheduled = false
  private var hasPendingRead = false
  /// The connection is ending: what arrives is discarded until the peer closes.
  private(set) var isEnding = false
  private var timer: Scheduled<Void>?
  private var timerAt = NIODeadline.distantFuture

  init(shared: ServerShared, peer: ServerCall.Peer, now: NIODeadline) {
    self.shared = shared
    self.peer = peer
    requestNumbers = shared.requestNumbers()
    load = ConnectionLoad(shared)
    machine = ServerMachine(router: shared.router, limits: shared.limits, now: now)
  }

  // MARK: Channel events

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { channelBecameActive(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    channelBecameActive(context)
    context.fireChannelActive()
  }

  private func channelBecameActive(_ context: ChannelHandlerContext) {
    armTimer(at: machine.nextDeadline)
    guard let refusal = shared.connectionOpened(self, on: context.channel) else { return }
    end(0, refusal)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    isReading = true
    decoder.append(unwrapInboundIn(data))
    receiveFrames()
  }

  /// Takes the frames that have arrived, as long as their answers can be sent and read.
  private func receiveFrames() {
    guard !isReceiving, let context else { return }
    isReceiving = true
    defer { isReceiving = false }
    let now = NIODeadline.now()
    var completed = false
    frames: while !isEnding {
      if writer.bytes >= Limits.unsentBytesLow { flush() }
      guard mayReceive(on: context.channel) else { break }
      switch decoder.next() {
      case .frame(let frame):
        completed = true
        perform(machine.receive(frame, now: now))
      case .needsMoreBytes:
        break frames
      case .violation(let violation):
        shared.logger.debug("\(violation.status.message)", metadata: ["peer": "\(peer)"])
        end(violation.streamID, violation.status)
      }
    }
    let isPartial = decoder.holdsPartialFrame
    machine.readEnded(hasPartialFrame: isPartial, completedFrames: completed, now: now)
    if isPartial { armTimer(at: machine.nextDeadline) }
  }

  /// No for a stream that is full, or a peer that does not read: the one way to make a client wait.
  private func mayReceive(on channel: any Channel) -> Bool {
    !machine.isStalled && channel.isWritable
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    flush()
  }

  func read(context: ChannelHandlerContext) {
    guard isEnding || mayReceive(on: context.channel) else {
      hasPendingRead = true
      return
    }
    context.read()
  }

  /// Takes up what was left when receiving paused.
  func resumeReceiving() {
    guard !isReceiving else { return }
    if decoder.holdsPartialFrame {
      receiveFrames()
      flushSoon()
    }
    guard hasPendingRead, let context else { return }
    hasPendingRead = false
    read(context: context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    machine.setWritable(context.channel.isWritable, now: .now())
    if context.channel.isWritable {
      load.forgetUnsent()
      writeWaitingStreams()
      flush()
      resumeReceiving()
    } else {
      armTimer(at: machine.nextDeadline)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    shared.logger.debug("a connection broke: \(error)", metadata: ["peer": "\(peer)"])
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    isEnding = true
    timer?.cancel()
    stopCalls()
    load.forgetUnsent()
    shared.connectionClosed(on: context.channel)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  // MARK: Writing

  /// Writes what the calls have left, once for all that happens in this turn of the event loop.
  func flushSoon() {
    guard !isReading, !isFlushScheduled, let context else { return }
    isFlushScheduled = true
    context.eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      self.flush()
    }
  }

  private func flush() {
    guard let context else { return }
    let bytes = writer.bytes
    while let piece = writer.nextPiece() { context.write(wrapOutboundOut(piece), promise: nil) }
    context.flush()
    // A channel that has closed may stay unwritable, and nothing would give its bytes back.
    if !context.channel.isWritable, context.channel.isActive { load.countUnsent(bytes) }
    writer.reuseStorage()
    if !waitingStreams.isEmpty, context.channel.isWritable { writeWaitingStreams() }
  }

  // MARK: Ending

  /// Answers with the status, and ends the connection: the peer closes, or is closed on.
  func end(_ streamID: StreamID, _ status: RPCStatus) {
    guard !isEnding else { return }
    writer.answer(streamID, status)
    endQuietly()
  }

  /// Ends the connection after what is written.
  func endQuietly() {
    guard !isEnding, let context else { return }
    isEnding = true
    stopCalls()
    flush()
    // Closing with unread bytes would reset the connection and lose the answer on its way.
    closeTimer(in: shared.limits.times.write)
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in self.closeTimer(in: Limits.lingerTime) }
    context.close(mode: .output, promise: sent)
    resumeReceiving()
  }

  /// Closes the connection then, whatever the peer does.
  private func closeTimer(in time: Duration) {
    timer?.cancel()
    guard let context else { return }
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
      self.context?.close(promise: nil)
    }
  }

  // MARK: Time

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
    for action in machine.timePassed(now: .now()) { perform(action) }
    flushSoon()
    resumeReceiving()
    armTimer(at: machine.nextDeadline)
  }
}
