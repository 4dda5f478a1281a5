import NIOCore
import RPC

/// Takes the length-prefixed messages out of a stream's bytes: a byte that says whether the message
/// is compressed, four bytes of length, the message.
struct MessageDecoder {
  enum Step: Hashable {
    case message(ByteBuffer)
    case needsMoreBytes
    /// Nothing can be read any more.
    case violation(RPCStatus)
  }

  static let prefixBytes = 5

  private(set) var bytes = ByteBuffer()

  /// Bytes of a message that is not whole yet.
  var heldBytes: Int { bytes.readableBytes }

  mutating func append(_ more: ByteBuffer) {
    guard bytes.readableBytes > 0 else {
      bytes = more
      return
    }
    // What was read stands before what was not, and would grow for as long as the stream lives.
    bytes.discardReadBytes()
    bytes.writeImmutableBuffer(more)
  }

  mutating func next() -> Step {
    guard let flag = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else {
      return .needsMoreBytes
    }
    guard flag == 0 else { return .violation(.compressedMessage(flag: flag)) }
    guard let length = bytes.getInteger(at: bytes.readerIndex + 1, as: UInt32.self) else {
      return .needsMoreBytes
    }
    guard length <= Limits.frameBytesMax else { return .violation(.messageTooLarge(length)) }
    guard bytes.readableBytes >= Self.prefixBytes + Int(length) else { return .needsMoreBytes }
    bytes.moveReaderIndex(forwardBy: Self.prefixBytes)
    let message = bytes.readSlice(length: Int(length)) ?? ByteBuffer()
    // What is used up must not stay in memory with the little that follows.
    if bytes.readableBytes == 0 { bytes = ByteBuffer() }
    return .message(message)
  }
}
