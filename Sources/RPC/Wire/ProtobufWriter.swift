import NIOCore

/// The bytes that a varint takes.
func varintBytes(_ value: UInt64) -> Int {
  (64 - (value | 1).leadingZeroBitCount + 6) / 7
}

/// The bytes that a length-delimited field takes with its tag; field numbers here are below 16.
func fieldBytes(_ count: Int) -> Int { 1 + varintBytes(UInt64(count)) + count }

extension ByteBuffer {
  mutating func writeVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      writeInteger(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    writeInteger(UInt8(rest))
  }

  mutating func writeVarintField(_ number: UInt8, _ value: UInt64) {
    writeInteger(number << 3)
    writeVarint(value)
  }

  /// The tag and length before a length-delimited value.
  mutating func writeFieldHeader(_ number: UInt8, bytes: Int) {
    writeInteger(number << 3 | 2)
    writeVarint(UInt64(bytes))
  }

  mutating func writeStringField(_ number: UInt8, _ text: String) {
    writeFieldHeader(number, bytes: text.utf8.count)
    writeString(text)
  }
}
