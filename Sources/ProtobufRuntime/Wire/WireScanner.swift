internal import CProtobufC
internal import Glibc

/// Checks encoded bytes against a message type before protobuf-c sees them.
///
/// protobuf-c takes bad UTF-8, cuts strings at a NUL and recurses as deep as the bytes say; all
/// three are refused here, in one pass and without memory of its own.
struct WireScanner {
  private var next: UnsafeRawPointer
  private let end: UnsafeRawPointer
  private let maxDepth: Int

  init(_ bytes: UnsafeRawBufferPointer, maxDepth: Int) {
    // An empty buffer may have no address; none of its bytes is ever read.
    next = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
    end = next + bytes.count
    self.maxDepth = maxDepth
  }

  mutating func check(_ type: MessageType) throws(WireError) {
    try message(type, until: end, depth: 1)
  }

  private mutating func message(
    _ type: MessageType, until limit: UnsafeRawPointer, depth: Int
  ) throws(WireError) {
    if depth > maxDepth { throw WireError(.tooDeep) }
    while next < limit {
      let key = try varint(until: limit, maxBytes: 5)
      if key > UInt64(UInt32.max) || key >> 3 == 0 { throw WireError(.malformed) }
      guard let field = type.field(number: UInt32(key >> 3)) else {
        _ = try content(wireType: UInt8(key & 7), until: limit)
        continue
      }
      do throws(WireError) {
        try check(field, wireType: UInt8(key & 7), until: limit, depth: depth)
      } catch {
        throw error.inside(String(cString: field.pointee.name))
      }
    }
  }

  private mutating func check(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, wireType: UInt8,
    until limit: UnsafeRawPointer, depth: Int
  ) throws(WireError) {
    let content = try content(wireType: wireType, until: limit)
    switch field.pointee.type {
    case PROTOBUF_C_TYPE_STRING:
      if wireType != 2 { throw WireError(.malformed) }
      if let fault = TextCheck.fault(in: content) { throw WireError(fault) }
    case PROTOBUF_C_TYPE_MESSAGE:
      guard wireType == 2,
        let descriptor = field.pointee.descriptor?.assumingMemoryBound(
          to: ProtobufCMessageDescriptor.self)
      else { throw WireError(.malformed) }
      guard let start = content.baseAddress else { return }
      let after = next
      next = start
      try message(MessageType(descriptor), until: after, depth: depth + 1)
    case PROTOBUF_C_TYPE_BOOL:
      // protobuf-c takes any bytes for a flag.
      let isPacked = wireType == 2 && field.pointee.label == PROTOBUF_C_LABEL_REPEATED
      if wireType != 0, !isPacked { throw WireError(.malformed) }
    default: break  // protobuf-c checks the rest itself.
    }
  }

  /// Passes over one field's content.
  /// - Returns: the bytes of a length-delimited field, else nothing.
  private mutating func content(
    wireType: UInt8, until limit: UnsafeRawPointer
  ) throws(WireError) -> UnsafeRawBufferPointer {
    switch wireType {
    case 0:
      _ = try varint(until: limit, maxBytes: 10)
      return UnsafeRawBufferPointer(start: nil, count: 0)
    case 1: return try skip(8, until: limit, returning: false)
    case 2:
      let length = try varint(until: limit, maxBytes: 5)
      return try skip(length, until: limit, returning: true)
    case 5: return try skip(4, until: limit, returning: false)
    default: throw WireError(.malformed)  // Groups, which proto3 has not.
    }
  }

  private mutating func skip(
    _ length: UInt64, until limit: UnsafeRawPointer, returning: Bool
  ) throws(WireError) -> UnsafeRawBufferPointer {
    if length > UInt64(limit - next) { throw WireError(.malformed) }
    let start = next
    next += Int(length)
    return UnsafeRawBufferPointer(
      start: returning ? start : nil, count: returning ? Int(length) : 0)
  }

  /// Most numbers are one byte, so that case stays short enough to be inlined.
  @inline(__always)
  private mutating func varint(
    until limit: UnsafeRawPointer, maxBytes: Int
  ) throws(WireError) -> UInt64 {
    if next < limit {
      let byte = next.load(as: UInt8.self)
      if byte < 0x80 {
        next += 1
        return UInt64(byte)
      }
    }
    return try longVarint(until: limit, maxBytes: maxBytes)
  }

  private mutating func longVarint(
    until limit: UnsafeRawPointer, maxBytes: Int
  ) throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<maxBytes {
      if next >= limit { throw WireError(.malformed) }
      let byte = next.load(as: UInt8.self)
      next += 1
      value |= UInt64(byte & 0x7f) << UInt64(7 * index)
      if byte < 0x80 { return value }
    }
    throw WireError(.malformed)
  }
}
