import NIOCore

/// `ttrpc.Request`, with the names still as bytes of the frame, because most need no string.
struct RequestEnvelope {
  /// Positions in the frame's data.
  var service: Range<Int> = 0..<0
  var method: Range<Int> = 0..<0
  var payload = ByteBuffer()
  /// 0: the caller names none.
  var timeoutNano: Int64 = 0
  var metadata = Metadata()

  /// - Throws: ``ProtobufError``; `tooManyBytes` and `tooManyEntries` are the metadata's limits.
  init(decoding data: ByteBuffer) throws(ProtobufError) {
    var payloadRange = 0..<0
    try data.withUnsafeReadableBytes { (bytes) throws(ProtobufError) in
      var reader = ProtobufReader(bytes)
      var metadataBytes = 0
      while let field = try reader.next() {
        switch field.number {
        case 1: service = try field.value.asBytes()
        case 2: method = try field.value.asBytes()
        case 3: payloadRange = try field.value.asBytes()
        case 4: timeoutNano = Int64(bitPattern: try field.value.asVarint())
        case 5:
          let range = try field.value.asBytes()
          metadataBytes += range.count
          guard metadataBytes <= Limits.metadataBytesMax else { throw ProtobufError(.tooManyBytes) }
          guard metadata.entries.count < Limits.metadataEntriesMax else {
            throw ProtobufError(.tooManyEntries)
          }
          try metadata.append(decoding: reader.slice(range))
        default: break
        }
      }
    }
    payload =
      data.getSlice(at: data.readerIndex + payloadRange.lowerBound, length: payloadRange.count)
      ?? ByteBuffer()
  }
}

extension Metadata {
  /// Appends a `ttrpc.KeyValue`.
  fileprivate mutating func append(decoding bytes: UnsafeRawBufferPointer) throws(ProtobufError) {
    var reader = ProtobufReader(bytes)
    var name = ""
    var value = ""
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try reader.string(field.value.asBytes())
      case 2: value = try reader.string(field.value.asBytes())
      default: break
      }
    }
    append(name, value)
  }
}

/// Writes a `ttrpc.Request` as a frame's data.
struct RequestEncoder {
  var method: MethodName
  var payload: ByteBuffer
  var timeoutNano: Int64
  var metadata: Metadata

  /// The encoded size, without the frame's header.
  var byteCount: Int {
    var count = fieldBytes(method.service.utf8.count) + fieldBytes(method.method.utf8.count)
    if payload.readableBytes > 0 { count += fieldBytes(payload.readableBytes) }
    if timeoutNano != 0 { count += 1 + varintBytes(UInt64(bitPattern: timeoutNano)) }
    for entry in metadata.entries { count += fieldBytes(Self.byteCount(entry)) }
    return count
  }

  private static func byteCount(_ entry: (name: String, value: String)) -> Int {
    fieldBytes(entry.name.utf8.count) + fieldBytes(entry.value.utf8.count)
  }

  func write(into out: inout ByteBuffer) {
    out.writeStringField(1, method.service)
    out.writeStringField(2, method.method)
    if payload.readableBytes > 0 {
      out.writeFieldHeader(3, bytes: payload.readableBytes)
      out.writeImmutableBuffer(payload)
    }
    if timeoutNano != 0 { out.writeVarintField(4, UInt64(bitPattern: timeoutNano)) }
    for entry in metadata.entries {
      out.writeFieldHeader(5, bytes: Self.byteCount(entry))
      out.writeStringField(1, entry.name)
      out.writeStringField(2, entry.value)
    }
  }
}
