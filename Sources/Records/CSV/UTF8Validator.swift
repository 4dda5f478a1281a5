/// Checks that bytes are UTF-8 (shortest forms, no surrogates), block by block.
struct UTF8Validator {
  /// Continuation bytes that are still to come, and what the next of them may be.
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF
  private var isBroken = false

  /// All that came is valid and no character is cut.
  var isComplete: Bool { !isBroken && missing == 0 }

  /// False as soon as something is wrong.
  mutating func accept(_ block: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < block.count {
      if missing == 0 {
        index = endOfASCII(block, from: index)
        guard index < block.count else { break }
        guard begin(block[index]) else { return false }
      } else {
        guard next.contains(block[index]) else {
          isBroken = true
          return false
        }
        missing -= 1
        next = 0x80...0xBF
      }
      index += 1
    }
    return true
  }

  /// Takes the first byte of a character (Unicode, table 3-7).
  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      next = byte == 0xE0 ? 0xA0...0xBF : byte == 0xED ? 0x80...0x9F : 0x80...0xBF
    case 0xF0...0xF4:
      missing = 3
      next = byte == 0xF0 ? 0x90...0xBF : byte == 0xF4 ? 0x80...0x8F : 0x80...0xBF
    default: isBroken = true
    }
    return !isBroken
  }
}

/// The index of the first byte outside ASCII from `start` on, or the end.
func endOfASCII(_ bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int {
  var index = start
  while index + 8 <= bytes.count,
    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
  {
    index += 8
  }
  while index < bytes.count, bytes[index] < 0x80 { index += 1 }
  return index
}
