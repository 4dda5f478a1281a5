import NIOCore

/// `ttrpc.Response`: how a call ended, and its message where it has one.
struct ResponseEnvelope {
  /// nil: OK.
  var status: RPCStatus?
  var payload = ByteBuffer()

  init(decoding data: ByteBuffer) throws(ProtobufError) {
    var payloadRange = 0..<0
    try data.withUnsafeReadableBytes { (bytes) throws(ProtobufError) in
      var reader = ProtobufReader(bytes)
      while let field = try reader.next() {
        switch field.number {
        case 1: status = try RPCStatus(decoding: reader.slice(field.value.asBytes()))
        case 2: payloadRange = try field.value.asBytes()
        default: break
        }
      }
    }
    if status?.code == .ok { status = nil }
    payload =
      data.getSlice(at: data.readerIndex + payloadRange.lowerBound, length: payloadRange.count)
      ?? ByteBuffer()
  }
}

extension ByteBuffer {
  /// The most bytes a payload may have, so that it fits a `ttrpc.Response` in one frame.
  static let responsePayloadBytesMax = Limits.frameBytesMax - 6

  /// Writes the frame of a successful answer up to its payload, which follows.
  mutating func writeAnswerHeader(_ streamID: StreamID, payloadBytes: Int) {
    guard payloadBytes > 0 else { return writeFrameHeader(streamID, .response, bytes: 0) }
    writeFrameHeader(streamID, .response, bytes: fieldBytes(payloadBytes))
    writeFieldHeader(2, bytes: payloadBytes)
  }

  /// Writes the frame of an answer that is a status.
  mutating func writeAnswer(_ streamID: StreamID, _ status: RPCStatus) {
    let fitting = status.fitting(Limits.statusBytesMax)
    let count = fitting.byteCount
    writeFrameHeader(streamID, .response, bytes: fieldBytes(count))
    writeFieldHeader(1, bytes: count)
    fitting.write(into: &self)
  }
}
