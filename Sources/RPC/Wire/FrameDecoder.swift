import NIOCore

/// Cuts what arrives into frames, without copying when a read holds whole frames.
struct FrameDecoder {
  enum Result: Equatable {
    case frame(Frame)
    case needsMoreBytes
    /// The connection cannot go on: nobody knows where the next frame begins.
    case violation(FrameViolation)
  }

  private var pending = ByteBuffer()
  private var violation: FrameViolation?

  /// Whether a frame has begun and is not whole.
  var holdsPartialFrame: Bool { pending.readableBytes > 0 && violation == nil }

  mutating func append(_ bytes: ByteBuffer) {
    guard violation == nil else { return }
    guard pending.readableBytes > 0 else {
      pending = bytes
      return
    }
    if pending.readerIndex > 0 {
      // The part before was handed out as slices: writing behind it would copy all of it.
      var whole = ByteBuffer()
      whole.reserveCapacity(pending.readableBytes + bytes.readableBytes)
      whole.writeImmutableBuffer(pending)
      pending = whole
    }
    pending.writeImmutableBuffer(bytes)
  }

  mutating func next() -> Result {
    if let violation { return .violation(violation) }
    let start = pending.readerIndex
    guard let length = pending.getInteger(at: start, as: UInt32.self),
      let streamID = pending.getInteger(at: start + 4, as: UInt32.self),
      let kind = pending.getInteger(at: start + 8, as: UInt8.self),
      let flags = pending.getInteger(at: start + 9, as: UInt8.self)
    else {
      return .needsMoreBytes
    }
    guard length <= UInt32(Limits.frameBytesMax) else {
      return fail(
        length >> 24 != 0 ? .reservedByte(UInt8(length >> 24)) : .tooLong(length, streamID))
    }
    guard let payload = pending.getSlice(at: start + Frame.headerBytes, length: Int(length)) else {
      return .needsMoreBytes
    }
    pending.moveReaderIndex(forwardBy: Frame.headerBytes + Int(length))
    if pending.readableBytes == 0 { pending = ByteBuffer() }
    return .frame(
      Frame(
        streamID: streamID, kind: FrameKind(rawValue: kind), flags: FrameFlags(rawValue: flags),
        payload: payload))
  }

  private mutating func fail(_ violation: FrameViolation) -> Result {
    self.violation = violation
    pending = ByteBuffer()
    return .violation(violation)
  }
}

/// Bytes that are no frame of this protocol.
enum FrameViolation: Error, Sendable, Hashable {
  /// The first byte is reserved and zero; another means that the peer speaks something else.
  case reservedByte(UInt8)
  case tooLong(UInt32, StreamID)

  /// The stream that the status goes to; 0 where the header cannot be trusted.
  var streamID: StreamID {
    switch self {
    case .reservedByte: 0
    case .tooLong(_, let streamID): streamID
    }
  }

  var status: RPCStatus {
    switch self {
    case .reservedByte(let byte):
      RPCStatus(
        .invalidArgument,
        "the frame begins with byte \(byte) and must begin with 0: is the peer a ttrpc program?")
    case .tooLong(let length, _):
      RPCStatus(
        .resourceExhausted,
        "a frame of \(length) bytes is over the limit of \(Limits.frameBytesMax): "
          + "send the data as a stream of smaller messages")
    }
  }
}
