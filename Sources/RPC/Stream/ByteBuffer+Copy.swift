package import NIOCore

extension ByteBuffer {
  /// Its own storage where it is a small part of a large read buffer.
  package var copiedIfSmall: ByteBuffer {
    guard readableBytes <= Limits.copiedMessageBytes else { return self }
    var copy = ByteBufferAllocator().buffer(capacity: readableBytes)
    copy.writeImmutableBuffer(self)
    return copy
  }
}
