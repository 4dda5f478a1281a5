/// Up to fifteen bytes of ASCII in two words, compared at once.
struct ShortText: Equatable {
  /// Bytes after the last are zero.
  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0
  private(set) var count = 0

  static let countMax = 15

  init() {}

  init(_ text: String) {
    for (index, byte) in text.utf8.prefix(Self.countMax).enumerated() {
      if index < 8 {
        low |= UInt64(byte) << (index * 8)
      } else {
        high |= UInt64(byte) << (index * 8 - 64)
      }
    }
    count = min(text.utf8.count, Self.countMax)
  }

  /// The bytes at an address; sixteen must be readable there.
  @inline(__always)
  init(at start: UnsafeRawPointer, count: Int) {
    low = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self)) & Self.mask(count)
    high =
      UInt64(littleEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      & Self.mask(count - 8)
    self.count = count
  }

  /// The field that begins at an address, up to a comma or the end of the line; nil where it is
  /// longer, not ASCII or in quotes.
  @inline(__always)
  init?(fieldAt start: UnsafeRawPointer) {
    let low = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
    let found = Self.ends(in: low)
    if found != 0 {
      count = found.trailingZeroBitCount >> 3
      self.low = low & Self.mask(count)
    } else {
      let high = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      let found = Self.ends(in: high)
      guard found != 0 else { return nil }
      self.low = low
      let tail = found.trailingZeroBitCount >> 3
      self.high = high & Self.mask(tail)
      count = 8 + tail
    }
    guard (self.low | self.high) & 0x8080_8080_8080_8080 == 0, low & 0xFF != 0x22 else {
      return nil
    }
  }

  /// The text stands at an address, with the end of a field behind it where it is one.
  @inline(__always)
  func isPrefix(at start: UnsafeRawPointer) -> Bool {
    let other = ShortText(at: start, count: count)
    return other.low == low && other.high == high
  }

  /// The lowest `count` bytes; none below 0, all from 8 on.
  @inline(__always)
  private static func mask(_ count: Int) -> UInt64 {
    count <= 0 ? 0 : count >= 8 ? .max : (1 << UInt64(count &* 8)) &- 1
  }

  /// The high bit of the first byte that is a comma, a line feed or a carriage return.
  @inline(__always)
  private static func ends(in word: UInt64) -> UInt64 {
    zeroBytes(word ^ 0x2C2C_2C2C_2C2C_2C2C) | zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A)
      | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
  }
}
