import Records

/// Writes rows of a results file into one buffer, byte by byte: of a hundred thousand members, and
/// without a `String` a field.
struct RowWriter {
  /// No number, grade or month that a row writes is longer.
  private static let longestShortField = 24

  private var next: UnsafeMutablePointer<UInt8>

  /// Makes a text of at most `capacity` bytes.
  static func text(capacity: Int, _ body: (inout RowWriter) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      var writer = RowWriter(next: start)
      body(&writer)
      count = writer.next - start
      precondition(count <= capacity, "a row was longer than its bound")
    }
  }

  /// The most bytes that a row takes with so many short fields and texts of so many bytes: a quoted
  /// text is twice as long at most, and two.
  static func bound(shortFields: Int, texts: Int, textBytes: Int) -> Int {
    shortFields * (longestShortField + 1) + texts * 3 + textBytes * 2
  }

  @inline(__always)
  mutating func add(byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  @inline(__always)
  mutating func add(raw bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    next.update(from: start, count: bytes.count)
    next += bytes.count
  }

  /// One of the texts of a column.
  @inline(__always)
  mutating func add(_ texts: TextColumn, _ index: Int) {
    let range = texts.range(of: index)
    texts.bytes.withUnsafeBufferPointer { add(raw: UnsafeBufferPointer(rebasing: $0[range])) }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(raw: $0) }
  }

  /// A text, quoted only where RFC 4180 requires it.
  mutating func add(field bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.contains(where: Self.needsQuotes) else { return add(raw: bytes) }
    add(byte: UInt8(ascii: "\""))
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { add(byte: byte) }
      add(byte: byte)
    }
    add(byte: UInt8(ascii: "\""))
  }

  mutating func add(field text: String) {
    var text = text
    text.withUTF8 { add(field: $0) }
  }

  /// A whole number ≥ 0.
  @inline(__always)
  mutating func add(number: Int) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      add(byte: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  /// Centipoints of a score, 0…10000, with two decimals: 9850 is `98.50`.
  @inline(__always)
  mutating func add(score: Int64) {
    let value = UInt32(truncatingIfNeeded: score)
    let digits = (value / 10_000, value / 1000 % 10, value / 100 % 10)
    if digits.0 > 0 { add(digit: digits.0) }
    if digits.0 > 0 || digits.1 > 0 { add(digit: digits.1) }
    add(digit: digits.2)
    add(byte: UInt8(ascii: "."))
    add(digit: value / 10 % 10)
    add(digit: value % 10)
  }

  @inline(__always)
  private mutating func add(digit: UInt32) {
    add(byte: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }
}

let comma = UInt8(ascii: ",")
let newline = UInt8(ascii: "\n")
