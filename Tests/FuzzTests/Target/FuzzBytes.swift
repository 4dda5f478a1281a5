/// Takes decisions out of fuzz input: the same bytes, the same decisions.
struct FuzzBytes {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isEmpty: Bool { position >= bytes.count }

  /// 0 at the end.
  mutating func byte() -> UInt8 {
    guard position < bytes.count else { return 0 }
    defer { position += 1 }
    return bytes[position]
  }

  /// A number below `count`, which is at most 256.
  mutating func choice(_ count: Int) -> Int { Int(byte()) % count }

  mutating func number() -> UInt32 {
    (0..<4).reduce(0) { number, _ in number << 8 | UInt32(byte()) }
  }

  /// As many of the bytes as there are.
  mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
    let end = min(bytes.count, position + count)
    defer { position = end }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
  }

  mutating func rest() -> UnsafeRawBufferPointer { take(bytes.count) }
}
