import NIOCore

/// Collects the frames of one turn of the event loop into as few writes as pay.
struct FrameWriter {
  /// Frames joined by copying.
  private var joined = ByteBuffer()
  /// What stands before ``joined``: large payloads, uncopied, with the frames between them.
  private var pieces: CircularBuffer<ByteBuffer> = []
  /// The last joined piece, kept so that its storage is used again once it is sent.
  private var sent = ByteBuffer()
  /// Bytes collected and not yet taken.
  private(set) var bytes = 0

  // MARK: The server's frames

  /// A call's only message. One that no frame can carry becomes a status, so that the call fails
  /// alone.
  mutating func answer(_ streamID: StreamID, payload: ByteBuffer) {
    let count = payload.readableBytes
    guard count <= ByteBuffer.responsePayloadBytesMax else {
      return answer(streamID, .answerTooLarge(count))
    }
    measured {
      $0.joined.writeAnswerHeader(streamID, payloadBytes: count)
      $0.append(payload)
    }
  }

  /// How a call ended; nil: well, with nothing to say.
  mutating func answer(_ streamID: StreamID, _ status: RPCStatus?) {
    measured {
      if let status {
        $0.joined.writeAnswer(streamID, status)
      } else {
        $0.joined.writeAnswerHeader(streamID, payloadBytes: 0)
      }
    }
  }

  // MARK: Either side's frames

  /// A stream's message.
  mutating func data(_ streamID: StreamID, _ message: ByteBuffer) {
    measured {
      $0.joined.writeFrameHeader(streamID, .data, bytes: message.readableBytes)
      $0.append(message)
    }
  }

  /// The end of a stream's messages.
  mutating func endOfData(_ streamID: StreamID) {
    measured {
      $0.joined.writeFrameHeader(streamID, .data, [.remoteClosed, .noData], bytes: 0)
    }
  }

  // MARK: The client's frames

  mutating func request(_ streamID: StreamID, _ flags: FrameFlags, _ request: RequestEncoder) {
    measured {
      $0.joined.writeFrameHeader(streamID, .request, flags, bytes: request.byteCount)
      request.write(into: &$0.joined)
    }
  }

  // MARK: Taking

  /// The next piece to write, in order.
  mutating func nextPiece() -> ByteBuffer? {
    bytes = 0
    if let piece = pieces.popFirst() { return piece }
    guard joined.readableBytes > 0 else { return nil }
    sent = joined
    joined = ByteBuffer()
    return sent
  }

  /// After a flush: takes the sent storage back, where nobody else holds it.
  mutating func reuseStorage() {
    // Clearing what has no storage would allocate some.
    guard sent.storageCapacity > 0 else { return }
    if joined.readableBytes == 0, sent.storageCapacity <= 4 * Limits.joinedPayloadBytes {
      joined = sent
      sent = ByteBuffer()
      joined.clear()
    } else {
      sent = ByteBuffer()
    }
  }

  private mutating func append(_ payload: ByteBuffer) {
    guard payload.readableBytes > Limits.joinedPayloadBytes else {
      joined.writeImmutableBuffer(payload)
      return
    }
    pieces.append(joined)
    pieces.append(payload)
    joined = ByteBuffer()
    bytes += payload.readableBytes
  }

  private mutating func measured(_ write: (inout FrameWriter) -> Void) {
    let before = joined.readableBytes
    write(&self)
    bytes += max(0, joined.readableBytes - before)
  }
}
