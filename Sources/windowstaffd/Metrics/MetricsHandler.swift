internal import NIOCore
internal import NIOHTTP1
internal import Services
internal import Synchronization

/// How many connections to the metrics page are open.
final class OpenConnections: Sendable {
  private let count = Atomic(0)

  /// - Returns: whether there is room for one more.
  func opened() -> Bool {
    count.wrappingAdd(1, ordering: .relaxed).newValue <= MetricsLimits.connectionsMax
  }

  func closed() { count.wrappingSubtract(1, ordering: .relaxed) }
}

/// One connection: one request, one answer, and the end.
final class MetricsHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let page: MetricsPage
  private let open: OpenConnections
  private var isAnswered = false
  private var timer: Scheduled<Void>?

  init(_ page: MetricsPage, _ open: OpenConnections) {
    self.page = page
    self.open = open
  }

  func channelActive(context: ChannelHandlerContext) {
    guard open.opened() else { return context.close(promise: nil) }
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: MetricsLimits.connectionTime) {
      channel.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    open.closed()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isAnswered else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    // Nothing here takes a body.
    case .body: answer(.payloadTooLarge, "no body is taken\n", context)
    case .end: if let head { answer(head, context) }
    }
  }

  private var head: HTTPRequestHead?

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard head.method == .GET || head.method == .HEAD else {
      return answer(.methodNotAllowed, "GET and HEAD alone\n", context, ["allow": "GET, HEAD"])
    }
    switch head.uri.prefix(while: { $0 != "?" }) {
    case "/metrics":
      answer(.ok, page.text(), context, ["content-type": MetricsPage.contentType])
    // The process answers: it lives.
    case "/livez": answer(.ok, "ok\n", context)
    case "/readyz", "/healthz":
      page.isReady
        ? answer(.ok, "ok\n", context) : answer(.serviceUnavailable, "draining\n", context)
    default: answer(.notFound, "/metrics, /livez, /readyz\n", context)
    }
  }

  private func answer(
    _ status: HTTPResponseStatus, _ text: String, _ context: ChannelHandlerContext,
    _ more: HTTPHeaders = [:]
  ) {
    isAnswered = true
    let body = context.channel.allocator.buffer(string: text)
    var headers: HTTPHeaders = [
      "content-length": "\(body.readableBytes)", "connection": "close",
      "cache-control": "no-store",
    ]
    if more["content-type"].isEmpty {
      headers.add(name: "content-type", value: "text/plain; charset=utf-8")
    }
    headers.add(contentsOf: more)
    context.write(
      wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
      promise: nil)
    if head?.method != .HEAD {
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
