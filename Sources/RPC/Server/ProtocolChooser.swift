import Logging
import NIOCore
import NIOTLS

/// The first handler of a connection whose protocol is not known yet: by the TLS handshake, or by
/// the first bytes. It gives way to the protocol's own handlers. Who says nothing for a while
/// speaks ttrpc.
final class ProtocolChooser: ChannelDuplexHandler, RemovableChannelHandler, ServedConnection {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = Never

  private let shared: ServerShared
  private let security: (any ConnectionSecurity)?
  private var peer: ServerCall.Peer
  private var isSecured: Bool
  private var received = ByteBuffer()
  private var timer: Scheduled<Void>?
  private var context: ChannelHandlerContext?

  init(shared: ServerShared, peer: ServerCall.Peer, security: (any ConnectionSecurity)?) {
    self.shared = shared
    self.peer = peer
    self.security = security
    isSecured = security == nil
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { began(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    began(context)
    context.fireChannelActive()
  }

  private func began(_ context: ChannelHandlerContext) {
    // A refusal waits until the protocol is known, which says it in its own words.
    _ = shared.connectionOpened(self, on: context.channel)
    startTimer(context)
  }

  private func startTimer(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let time = isSecured ? shared.limits.times.firstBytes : shared.limits.times.handshake
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
      self.chooseByTime()
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case .handshakeCompleted(let name)? = event as? TLSUserEvent, !isSecured,
      let security
    else { return context.fireUserInboundEventTriggered(event) }
    isSecured = true
    let address = context.channel.remoteAddress.map { "\($0)" } ?? "unknown"
    peer = security.peer(in: context.pipeline.syncOperations, address: address)
    if let chosen = shared.protocols.first(where: { $0.applicationProtocol == name }) {
      give(way: chosen)
    } else {
      startTimer(context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received.writeImmutableBuffer(unwrapInboundIn(data))
    let bytes = received.readableBytesView
    let candidates = shared.protocols.filter { candidate in
      zip(candidate.preface, bytes).allSatisfy { $0 == $1 }
    }
    guard let first = candidates.first else { return give(way: nil) }
    if first.preface.count <= bytes.count { give(way: first) }
  }

  private func chooseByTime() {
    guard isSecured else {
      shared.logger.debug("a TLS handshake took too long", metadata: ["peer": "\(peer)"])
      context?.close(promise: nil)
      return
    }
    give(way: nil)
  }

  func beginDraining() { chooseByTime() }

  func stopNow() { context?.close(promise: nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    shared.logger.debug("a connection broke: \(error)", metadata: ["peer": "\(peer)"])
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    shared.connectionClosed(on: context.channel)
    context.fireChannelInactive()
  }

  /// Adds the protocol's handlers (nil: ttrpc's), hands over what was read, and leaves.
  private func give(way chosen: (any ConnectionProtocol)?) {
    guard let context else { return }
    timer?.cancel()
    self.context = nil
    let pipeline = context.pipeline.syncOperations
    do {
      if let chosen {
        try chosen.addHandlers(to: context.channel, NewConnection(shared: shared, peer: peer))
      } else {
        try pipeline.addHandler(ServerConnection(shared: shared, peer: peer, now: .now()))
      }
    } catch {
      shared.logger.error("a connection could not be set up: \(error)")
      context.close(promise: nil)
      return
    }
    if received.readableBytes > 0 {
      context.fireChannelRead(NIOAny(received))
      context.fireChannelReadComplete()
    }
    pipeline.removeHandler(self, promise: nil)
  }
}
