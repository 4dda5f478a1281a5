internal import CProtobufC
public import NIOCore

extension ProtobufMessage {
  /// Decodes the readable bytes of the buffer.
  ///
  /// Fields that the type does not know are skipped: a Swift value does not keep them. (At the
  /// level of C messages protobuf-c does.)
  /// - Throws: ``WireError``: what is wrong, in which field.
  public init(
    decoding buffer: ByteBuffer, limits: DecodingLimits = .standard
  ) throws(WireError) {
    var outcome: Result<Self, WireError>?
    buffer.withUnsafeReadableBytes { bytes in
      outcome = Result { () throws(WireError) in try Self(decoding: bytes, limits: limits) }
    }
    guard let outcome else { preconditionFailure("a buffer calls its body once") }
    self = try outcome.get()
  }

  /// Decodes bytes.
  /// - Throws: ``WireError``.
  public init(
    decoding bytes: UnsafeRawBufferPointer, limits: DecodingLimits = .standard
  ) throws(WireError) {
    self = try Self.messageType.withUnpacked(bytes, limits: limits) { Self(cMessage: $0) }
  }

  /// Appends the encoded message to the buffer.
  /// - Throws: ``WireError``: a string holds a NUL, or the message is too large.
  public func encode(into buffer: inout ByteBuffer) throws(WireError) {
    let type = Self.messageType
    try Arena.withArena(capacity: ArenaLimits.encoding) { arena throws(WireError) in
      do throws(WireError) {
        let memory = try arena.bytes(type.size)
        type.initialize(memory)
        try fill(memory, from: arena)
        type.pack(memory, into: &buffer)
      } catch {
        throw error.of(type.name)
      }
    }
  }

  /// The encoded message in a buffer of its own.
  /// - Throws: ``WireError``.
  public func encoded() throws(WireError) -> ByteBuffer {
    var buffer = ByteBuffer()
    try encode(into: &buffer)
    return buffer
  }
}

extension MessageType {
  /// Checks the bytes, lets protobuf-c build the message, and calls the body with it.
  public func withUnpacked<Output>(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits = .standard,
    _ body: (UnsafeRawPointer) throws(WireError) -> Output
  ) throws(WireError) -> Output {
    do throws(WireError) {
      var scanner = WireScanner(bytes, maxDepth: limits.depth)
      try scanner.check(self)
    } catch {
      throw error.of(name)
    }
    let capacity = limits.memory(for: bytes.count)
    return try Arena.withArena(capacity: capacity) { arena throws(WireError) in
      let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      guard let message = protobuf_c_message_unpack(descriptor, arena.allocator, bytes.count, start)
      else { throw WireError(arena.isExhausted ? .tooLarge : .malformed).of(name) }
      return try body(message)
    }
  }

  /// Appends the encoded form of a C message of this type.
  func pack(_ message: UnsafeRawPointer, into buffer: inout ByteBuffer) {
    let message = message.assumingMemoryBound(to: ProtobufCMessage.self)
    let size = protobuf_c_message_get_packed_size(message)
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { target in
      protobuf_c_message_pack(message, target.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
  }
}
