import NIOCore
import RPC

/// Stands before the frames' handler, which waits for the rest of a frame as long as it takes, and
/// calls out when one that has begun does not arrive in its time.
final class SlowFrameGuard: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let time: TimeAmount
  private let expired: () -> Void
  private var boundary: FrameBoundary
  private var begunAt: NIODeadline?
  private var timer: Scheduled<Void>?

  init(time: Duration, prefaceBytes: Int, expired: @escaping () -> Void) {
    self.time = TimeAmount(time)
    self.expired = expired
    boundary = FrameBoundary(prefaceBytes: prefaceBytes)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let hasEnded = boundary.take(unwrapInboundIn(data).readableBytesView)
    if !boundary.isInside {
      begunAt = nil
    } else if hasEnded || begunAt == nil {
      begunAt = .now()
      watch(context)
    }
    context.fireChannelRead(data)
  }

  /// One timer is kept: nearly every frame is whole long before it fires.
  private func watch(_ context: ChannelHandlerContext) {
    guard timer == nil else { return }
    let begunAt = begunAt ?? .now()
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: begunAt + time) {
      self.timer = nil
      self.check(context)
    }
  }

  private func check(_ context: ChannelHandlerContext) {
    guard let begunAt else { return }
    // While the server itself does not read, a partial frame is not the peer's fault.
    if !context.channel.isWritable { self.begunAt = .now() }
    if context.channel.isWritable, begunAt + time <= .now() { return expired() }
    watch(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }
}
