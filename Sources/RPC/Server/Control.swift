import NIOCore

/// `windowstaff.control.v1.Control/Cancel{uint32 stream_id = 1}`: an ordinary unary call, because
/// the protocol has no frame for cancelling. Elsewhere it is answered `UNIMPLEMENTED`, which is
/// harmless.
enum Control {
  static let cancel = Method(
    service: "windowstaff.control.v1.Control", method: "Cancel", shape: .unary)

  static func isCancel(_ service: UnsafeRawBufferPointer, _ method: UnsafeRawBufferPointer) -> Bool
  {
    // The method's length first: it settles nearly every call with one comparison.
    method.count == 6 && method.elementsEqual(cancel.name.method.utf8)
      && service.elementsEqual(cancel.name.service.utf8)
  }

  /// The stream that the message names; nil where it names none.
  static func cancelledStream(_ message: ByteBuffer) -> StreamID? {
    message.withUnsafeReadableBytes { bytes in
      var reader = ProtobufReader(bytes)
      var streamID: StreamID?
      while let field = try? reader.next() {
        if field.number == 1, case .varint(let value) = field.value {
          streamID = StreamID(exactly: value)
        }
      }
      return streamID
    }
  }

  static func cancelMessage(_ streamID: StreamID) -> ByteBuffer {
    var message = ByteBuffer()
    message.writeVarintField(1, UInt64(streamID))
    return message
  }
}
