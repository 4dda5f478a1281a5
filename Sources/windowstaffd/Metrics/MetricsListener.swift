internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import RPC
internal import Rules
internal import Services

/// A small HTTP/1.1 server for the metrics page, on a thread of its own: it answers also while the
/// calls' threads have much to do, and never holds them up.
struct MetricsListener {
  /// `127.0.0.1:9420`, with the port that the system has chosen.
  let address: String
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// - Throws: a `Problem`: `cannot_listen`.
  static func open(_ address: ListenAddress, _ page: MetricsPage) async throws -> MetricsListener {
    guard case .tcp(let host, let port) = address else {
      preconditionFailure("the metrics page is served over TCP")
    }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let open = OpenConnections()
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 16)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(
            withErrorHandling: true, withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: .metrics)
          try pipeline.addHandler(MetricsHandler(page, open))
        }
      }
    do {
      let channel = try await bootstrap.bind(host: host, port: port).get()
      let bound = channel.localAddress?.port ?? port
      let shown = host.contains(":") ? "[\(host)]" : host
      return MetricsListener(address: "\(shown):\(bound)", channel: channel, group: group)
    } catch {
      try? await group.shutdownGracefully()
      throw Problem(
        .cannotListen, .unavailable, zh: "无法在 \(address) 提供指标页：\(error)",
        en: "the metrics page cannot be served on \(address): \(error)",
        remedy: Bilingual(zh: "换用其他端口", en: "choose another port"), field: "--metrics")
    }
  }

  /// Ends, with the connections that are open.
  func close() async {
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }
}

/// Limits of the metrics page's connections, each with the reason for its value.
enum MetricsLimits {
  /// A handful of collectors and a person.
  static let connectionsMax = 16
  /// From connecting to the last byte: ten times what the slowest collector needs.
  static let connectionTime: TimeAmount = .seconds(10)
}

extension NIOHTTPDecoderLimitConfiguration {
  /// As much as HTTP servers take; a collector sends some 500 bytes.
  fileprivate static var metrics: Self {
    var limits = Self()
    limits.maxHeaderFieldSize = 4 << 10
    limits.maxHeaderListSize = 8 << 10
    limits.maxHeaderFieldCount = 64
    return limits
  }
}
