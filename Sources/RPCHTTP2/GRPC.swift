public import NIOCore
import NIOHTTP2
public import RPC

/// gRPC over HTTP/2, beside ttrpc on every listener.
///
/// The specification: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md.
public struct GRPC: ConnectionProtocol {
  public init() {}

  public var applicationProtocol: String { "h2" }

  /// RFC 9113, 3.4.
  public var preface: [UInt8] { Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) }

  public func addHandlers(to channel: any Channel, _ connection: NewConnection) throws {
    let handler = HTTP2Connection(connection, now: .now())
    var settings = NIOHTTP2Handler.ConnectionConfiguration()
    settings.initialSettings = [
      HTTP2Setting(
        parameter: .maxConcurrentStreams, value: connection.shared.limits.connection.calls),
      HTTP2Setting(parameter: .initialWindowSize, value: HTTP2Limits.streamWindow),
      HTTP2Setting(parameter: .maxHeaderListSize, value: HTTP2Limits.headerBytesMax),
    ]
    settings.controlFrameRateLimit.maximumCount = HTTP2Limits.controlFramesMax
    var streams = NIOHTTP2Handler.StreamConfiguration()
    streams.streamResetFrameRateLimit.maximumCount = HTTP2Limits.resetsMax
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(
      SlowFrameGuard(
        time: connection.shared.limits.times.frame, prefaceBytes: preface.count
      ) { handler.frameIsSlow() })
    try pipeline.addHandler(
      NIOHTTP2Handler(
        mode: .server, frameDelegate: handler, connectionConfiguration: settings,
        streamConfiguration: streams))
    try pipeline.addHandler(handler)
  }
}
