import NIOCore

/// The public details of gRPC's model that a client reads by itself.
extension RPCStatus {
  private static let localizedMessage = "google.rpc.LocalizedMessage"
  private static let errorInfo = "google.rpc.ErrorInfo"
  private static let retryInfo = "google.rpc.RetryInfo"

  /// The status with its message in one more language (`google.rpc.LocalizedMessage`).
  /// - Parameter locale: e.g. `zh-CN`.
  public func localized(_ locale: String, _ text: String) -> RPCStatus {
    var detail = ByteBuffer()
    detail.writeStringField(1, locale)
    detail.writeStringField(2, text)
    return with(Self.localizedMessage, detail)
  }

  /// The status with its cause in a form for programs (`google.rpc.ErrorInfo`).
  func caused(by reason: String, domain: String) -> RPCStatus {
    var detail = ByteBuffer()
    detail.writeStringField(1, reason)
    detail.writeStringField(2, domain)
    return with(Self.errorInfo, detail)
  }

  private func with(_ typeName: String, _ detail: ByteBuffer) -> RPCStatus {
    var copy = self
    copy.details.append(Detail(typeName: typeName, value: Array(detail.readableBytesView)))
    return copy
  }

  /// The message in the language (`zh` of `zh-CN`); nil where the status does not have it.
  public func message(inLanguage language: String) -> String? {
    for case .some(let fields) in details.map({ $0.fields(ifOf: Self.localizedMessage) }) {
      if let locale = fields[1], locale.text.hasPrefix(language) { return fields[2]?.text }
    }
    return nil
  }

  /// `google.rpc.ErrorInfo.reason`, e.g. `TLS_EXPIRED`.
  public var reason: String? {
    details.lazy.compactMap { $0.fields(ifOf: Self.errorInfo)?[1]?.text }.first
  }

  /// How long to wait before the call is made again (`google.rpc.RetryInfo`); nil where the server
  /// does not say so. Never negative.
  public var retryDelay: Duration? {
    for case .some(let fields) in details.map({ $0.fields(ifOf: Self.retryInfo) }) {
      guard let duration = fields[1] else { continue }
      let parts = RPCStatus.Detail(typeName: "", value: duration.bytes).fields
      let seconds = parts[1]?.number ?? 0
      let nanoseconds = parts[2]?.number ?? 0
      // `google.protobuf.Duration` spans ten thousand years; more is no duration.
      guard seconds.magnitude <= 315_576_000_000, nanoseconds.magnitude < 1_000_000_000 else {
        return nil
      }
      return max(.zero, .seconds(seconds) + .nanoseconds(nanoseconds))
    }
    return nil
  }
}

extension RPCStatus.Detail {
  fileprivate struct Value {
    var number: Int64 = 0
    var bytes: [UInt8] = []
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  fileprivate func fields(ifOf type: String) -> [UInt32: Value]? {
    typeName == type ? fields : nil
  }

  /// The fields that can be read, by number.
  fileprivate var fields: [UInt32: Value] {
    value.withUnsafeBytes { bytes in
      var fields: [UInt32: Value] = [:]
      var reader = ProtobufReader(bytes)
      while let field = try? reader.next() {
        switch field.value {
        case .varint(let number):
          fields[field.number] = Value(number: Int64(bitPattern: number))
        case .bytes(let range):
          fields[field.number] = Value(bytes: Array(reader.slice(range)))
        case .fixed: break
        }
      }
      return fields
    }
  }
}
