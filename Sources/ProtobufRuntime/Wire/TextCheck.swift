internal import Glibc

/// Whether bytes are text that protobuf-c can hold.
enum TextCheck {
  /// - Returns: nil for UTF-8 without a NUL.
  static func fault(in bytes: UnsafeRawBufferPointer) -> WireError.Kind? {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return nil }
    if memchr(start, 0, bytes.count) != nil { return .embeddedNUL }
    let ascii = asciiPrefix(bytes)
    if ascii == bytes.count { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[ascii...])
    return (try? UTF8Span(validating: rest.bindMemory(to: UInt8.self).span)) == nil
      ? .invalidUTF8 : nil
  }

  /// The length of a beginning that is ASCII, in whole words of 8 bytes until the last.
  private static func asciiPrefix(_ bytes: UnsafeRawBufferPointer) -> Int {
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var offset = 0
    while offset + 8 <= bytes.count {
      if bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & highBits != 0 {
        return offset
      }
      offset += 8
    }
    while offset < bytes.count {
      if bytes[offset] >= 0x80 { return offset }
      offset += 1
    }
    return offset
  }
}
