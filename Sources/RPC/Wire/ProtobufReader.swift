/// Why bytes are no protobuf message.
package struct ProtobufError: Error, Hashable {
  package enum Reason: Sendable, Hashable {
    case truncated, varintTooLong, fieldNumber, wireType, wrongType, notUTF8
    case tooManyBytes, tooManyEntries
  }
  package var reason: Reason

  init(_ reason: Reason) { self.reason = reason }
}

/// Reads the fields of one protobuf message in the order in which they stand.
///
/// Lives only while the bytes are borrowed. Groups, which proto3 has not, are refused.
package struct ProtobufReader {
  package struct Field {
    package var number: UInt32
    package var value: Value
  }

  package enum Value {
    case varint(UInt64)
    /// A length-delimited value, as positions in the message.
    case bytes(Range<Int>)
    /// A value of fixed width, which no message here has.
    case fixed
  }

  let message: UnsafeRawBufferPointer
  private(set) var position = 0

  package init(_ message: UnsafeRawBufferPointer) { self.message = message }

  /// The next field; nil at the end.
  package mutating func next() throws(ProtobufError) -> Field? {
    guard position < message.count else { return nil }
    let tag = try varint()
    guard tag >> 3 > 0, tag >> 3 <= 0x1fff_ffff else { throw ProtobufError(.fieldNumber) }
    return Field(number: UInt32(tag >> 3), value: try value(wireType: tag & 7))
  }

  private mutating func value(wireType: UInt64) throws(ProtobufError) -> Value {
    switch wireType {
    case 0: return .varint(try varint())
    case 1:
      _ = try advance(8)
      return .fixed
    case 2: return .bytes(try advance(varint()))
    case 5:
      _ = try advance(4)
      return .fixed
    default: throw ProtobufError(.wireType)
    }
  }

  private mutating func advance(_ count: UInt64) throws(ProtobufError) -> Range<Int> {
    guard count <= UInt64(message.count - position) else { throw ProtobufError(.truncated) }
    let range = position..<(position + Int(count))
    position = range.upperBound
    return range
  }

  private mutating func varint() throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < message.count {
      let byte = message[position]
      position += 1
      // The tenth byte holds the 64th bit alone.
      if shift == 63, byte > 1 { throw ProtobufError(.varintTooLong) }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { throw ProtobufError(.varintTooLong) }
    }
    throw ProtobufError(.truncated)
  }

  package func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: message[range])
  }

  package func string(_ range: Range<Int>) throws(ProtobufError) -> String {
    guard let text = String(validating: slice(range), as: UTF8.self) else {
      throw ProtobufError(.notUTF8)
    }
    return text
  }
}

extension ProtobufReader.Value {
  /// The value of a length-delimited field.
  func asBytes() throws(ProtobufError) -> Range<Int> {
    guard case .bytes(let range) = self else { throw ProtobufError(.wrongType) }
    return range
  }

  /// The value of an integer field.
  func asVarint() throws(ProtobufError) -> UInt64 {
    guard case .varint(let value) = self else { throw ProtobufError(.wrongType) }
    return value
  }
}
