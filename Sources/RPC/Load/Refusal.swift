package import NIOCore

/// A limit that a call has met: answered with `RESOURCE_EXHAUSTED`, when to retry, and why.
package struct Refusal: Error {
  package let reason: RefusalReason
  private let limit: Int
  private let retryAfter: TimeAmount

  /// - Parameters:
  ///   - limit: the limit's value, in the reason's unit.
  ///   - retryAfter: when a call may go through; nil: nobody can say, and the reason's pause is
  ///     named.
  package init(_ reason: RefusalReason, limit: Int, retryAfter: TimeAmount? = nil) {
    self.reason = reason
    self.limit = limit
    self.retryAfter = retryAfter ?? TimeAmount(reason.pause)
  }

  package var status: RPCStatus {
    let text = reason.text(limit)
    let milliseconds = max(1, (retryAfter.nanoseconds + 999_999) / 1_000_000)
    return RPCStatus(
      .resourceExhausted, "\(text.en): retry in \(milliseconds) ms",
      details: [
        .retryInfo(after: retryAfter), .errorInfo(reason, limit: limit),
        .localizedMessage("zh-CN", "\(text.zh)，请在 \(milliseconds) 毫秒后重试"),
      ])
  }
}

extension RefusalReason {
  fileprivate var pause: Duration {
    switch self {
    case .serverConnections, .serverCalls, .serverBytes, .draining, .unknownMethod:
      Limits.busyServerPause
    case .connectionCalls, .connectionBytes, .connectionRate, .callerCalls, .callerBytes,
      .callerRate:
      Limits.busyCallerPause
    }
  }

  fileprivate func text(_ limit: Int) -> (en: String, zh: String) {
    switch self {
    case .unknownMethod: ("there is no such method", "没有该方法")
    case .draining: ("the server is stopping", "服务正在停止")
    case .serverConnections:
      ("the server has \(limit) connections already", "服务已有 \(limit) 个连接")
    case .serverCalls:
      ("the server is busy with \(limit) calls", "服务正在处理 \(limit) 个调用")
    case .serverBytes:
      (
        "the server holds over \(limit) bytes of calls under way",
        "服务正在处理的调用超过 \(limit) 字节"
      )
    case .connectionCalls:
      (
        "the connection has \(limit) streams already, wait for one to end",
        "该连接已有 \(limit) 个调用在进行"
      )
    case .connectionBytes:
      (
        "the connection's calls under way hold over \(limit) bytes",
        "该连接进行中的调用超过 \(limit) 字节"
      )
    case .connectionRate:
      ("the connection makes over \(limit) calls a second", "该连接每秒调用超过 \(limit) 次")
    case .callerCalls:
      ("the caller has \(limit) calls under way already", "调用者已有 \(limit) 个调用在进行")
    case .callerBytes:
      (
        "the caller's calls under way hold over \(limit) bytes",
        "调用者进行中的调用超过 \(limit) 字节"
      )
    case .callerRate:
      ("the caller makes over \(limit) calls a second", "调用者每秒调用超过 \(limit) 次")
    }
  }
}

/// The standard details of `google/rpc/error_details.proto`.
extension RPCStatus.Detail {
  /// Whose reasons they are, as in the details of all of this product's statuses.
  private static let domain = "windowstaff"

  fileprivate static func retryInfo(after time: TimeAmount) -> Self {
    var duration = ByteBuffer()
    let (seconds, nanoseconds) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    if seconds > 0 { duration.writeVarintField(1, UInt64(seconds)) }
    if nanoseconds > 0 { duration.writeVarintField(2, UInt64(nanoseconds)) }
    var info = ByteBuffer()
    info.writeFieldHeader(1, bytes: duration.readableBytes)
    info.writeImmutableBuffer(duration)
    return Self("google.rpc.RetryInfo", info)
  }

  fileprivate static func errorInfo(_ reason: RefusalReason, limit: Int) -> Self {
    var entry = ByteBuffer()
    entry.writeStringField(1, "limit")
    entry.writeStringField(2, "\(limit)")
    var info = ByteBuffer()
    info.writeStringField(1, reason.rawValue)
    info.writeStringField(2, domain)
    info.writeFieldHeader(3, bytes: entry.readableBytes)
    info.writeImmutableBuffer(entry)
    return Self("google.rpc.ErrorInfo", info)
  }

  fileprivate static func localizedMessage(_ locale: String, _ text: String) -> Self {
    var message = ByteBuffer()
    message.writeStringField(1, locale)
    message.writeStringField(2, text)
    return Self("google.rpc.LocalizedMessage", message)
  }

  private init(_ typeName: String, _ encoded: ByteBuffer) {
    self.init(typeName: typeName, value: Array(encoded.readableBytesView))
  }
}
