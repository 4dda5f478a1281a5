package import NIOCore

/// `google.rpc.Status` and `google.protobuf.Any`.
extension RPCStatus {
  private static let typePrefix = "type.googleapis.com/"

  init(decoding bytes: UnsafeRawBufferPointer) throws(ProtobufError) {
    self.init(.ok, "")
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        code = StatusCode(rawValue: Int32(truncatingIfNeeded: try field.value.asVarint()))
      case 2: message = try reader.string(field.value.asBytes())
      case 3: details.append(try Detail(decoding: reader.slice(field.value.asBytes())))
      default: break
      }
    }
  }

  /// The status itself, or without its last details or the end of its message where it is too long
  /// to send: an answer that arrives is worth more than a whole one that does not.
  package func fitting(_ bytesMax: Int) -> RPCStatus {
    guard byteCount > bytesMax else { return self }
    var short = self
    while short.byteCount > bytesMax, !short.details.isEmpty { short.details.removeLast() }
    guard short.byteCount > bytesMax else { return short }
    short.message = String(message.prefix(bytesMax / 16))
    while short.byteCount > bytesMax {
      // A character may be long without bound.
      short.message = String(short.message.prefix(short.message.count / 2))
    }
    return short
  }

  package var byteCount: Int {
    1 + varintBytes(encodedCode) + fieldBytes(message.utf8.count)
      + details.reduce(0) { $0 + fieldBytes($1.byteCount) }
  }

  package func write(into out: inout ByteBuffer) {
    out.writeVarintField(1, encodedCode)
    out.writeStringField(2, message)
    for detail in details {
      out.writeFieldHeader(3, bytes: detail.byteCount)
      out.writeStringField(1, Self.typePrefix + detail.typeName)
      out.writeFieldHeader(2, bytes: detail.value.count)
      out.writeBytes(detail.value)
    }
  }

  /// int32 is sign-extended to 64 bits on the wire.
  private var encodedCode: UInt64 { UInt64(bitPattern: Int64(code.rawValue)) }
}

extension RPCStatus.Detail {
  fileprivate init(decoding bytes: UnsafeRawBufferPointer) throws(ProtobufError) {
    self.init(typeName: "", value: [])
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        let url = try reader.string(field.value.asBytes())
        typeName = String(url.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
      case 2: value = Array(reader.slice(try field.value.asBytes()))
      default: break
      }
    }
  }

  fileprivate var byteCount: Int {
    fieldBytes("type.googleapis.com/".utf8.count + typeName.utf8.count) + fieldBytes(value.count)
  }
}
