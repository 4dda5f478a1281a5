import Glibc

let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")

extension RecordCursor {
  enum Scan {
    /// The fields are set, and the position is after the record.
    case record
    /// A line with nothing or only blanks was passed over.
    case blank
    /// The window ends before the record does.
    case cut
  }

  /// Finds the fields of the record at the position. At the end of the file, the end of the window
  /// ends the record.
  mutating func scanRecord(isAtEnd: Bool) -> Scan {
    let limit = UnsafeRawPointer(window + filled)
    var at = skippingBlanks(UnsafeRawPointer(window + position))
    if byte(at) == carriageReturn, byte(at + 1) == lineFeed, at + 1 < limit { at += 1 }
    if byte(at) == lineFeed {
      guard at < limit || isAtEnd else { return .cut }
      position = min(filled, at + 1 - UnsafeRawPointer(window))
      return .blank
    }
    at = UnsafeRawPointer(window + position)
    fieldCount = 0
    while true {
      at = skippingBlanks(at)
      let after = byte(at) == quote ? scanQuoted(at, limit, isAtEnd) : scanPlain(at, limit)
      guard let after, after < limit || isAtEnd else { return .cut }
      guard byte(after) == comma else {
        position = min(filled, after + 1 - UnsafeRawPointer(window))
        return .record
      }
      at = after + 1
    }
  }

  /// Takes a field without quotes; returns where its comma or line feed is.
  @inline(__always)
  private mutating func scanPlain(
    _ start: UnsafeRawPointer, _ limit: UnsafeRawPointer
  ) -> UnsafeRawPointer? {
    let after = endOfField(start)
    var end = after
    if byte(end) == lineFeed, end < limit, end > start, byte(end - 1) == carriageReturn { end -= 1 }
    keep(start, end, .none)
    return after
  }

  /// Takes a field in quotes; returns where its comma or line feed is, nil when the window ends
  /// first.
  private mutating func scanQuoted(
    _ open: UnsafeRawPointer, _ limit: UnsafeRawPointer, _ isAtEnd: Bool
  ) -> UnsafeRawPointer? {
    let start = open + 1
    var from = start
    var isDoubled = false
    while let found = memchr(from, Int32(quote), limit - from) {
      let close = UnsafeRawPointer(found)
      if close + 1 < limit, byte(close + 1) == quote {
        isDoubled = true
        from = close + 2
        continue
      }
      guard close + 1 < limit || isAtEnd else { return nil }
      var after = skippingBlanks(close + 1)
      if byte(after) == carriageReturn, after + 1 < limit, byte(after + 1) == lineFeed {
        after += 1
      }
      guard after < limit || isAtEnd else { return nil }
      var fault = Field.Fault.none
      if byte(after) != comma, byte(after) != lineFeed {
        if after + 1 == limit, !isAtEnd { return nil }
        fault = .textAfterQuote
        after = endOfField(after)
      }
      keepQuoted(start, close, isDoubled, fault)
      return after
    }
    guard isAtEnd else { return nil }
    keepQuoted(start, limit, isDoubled, .openQuote)
    return limit
  }

  /// Keeps a field from between quotes, with its doubled quotes made single.
  private mutating func keepQuoted(
    _ start: UnsafeRawPointer, _ end: UnsafeRawPointer, _ isDoubled: Bool, _ fault: Field.Fault
  ) {
    guard isDoubled else { return keep(start, end, fault) }
    let copy = scratch + scratchUsed
    var count = 0
    var from = start
    while from < end {
      copy.storeBytes(of: byte(from), toByteOffset: count, as: UInt8.self)
      from += byte(from) == quote && from + 1 < end && byte(from + 1) == quote ? 2 : 1
      count += 1
    }
    scratchUsed += count
    keep(UnsafeRawPointer(copy), UnsafeRawPointer(copy + count), fault)
  }

  /// Keeps a field without the blanks around it.
  @inline(__always)
  private mutating func keep(
    _ first: UnsafeRawPointer, _ last: UnsafeRawPointer, _ fault: Field.Fault
  ) {
    var start = first
    var end = last
    while start < end, isBlank(byte(start)) { start += 1 }
    while end > start, isBlank(byte(end - 1)) { end -= 1 }
    if fieldCount < fieldsMax {
      fields[fieldCount] = Field(start: start, count: end - start, fault: fault)
    }
    fieldCount += 1
  }
}

@inline(__always)
private func byte(_ at: UnsafeRawPointer) -> UInt8 { at.load(as: UInt8.self) }

@inline(__always)
private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

@inline(__always)
private func skippingBlanks(_ start: UnsafeRawPointer) -> UnsafeRawPointer {
  var at = start
  while isBlank(byte(at)) { at += 1 }
  return at
}

/// The next comma or line feed, eight bytes at a time: a byte that equals one becomes zero under
/// exclusive or, and the lowest zero byte is found by the borrow of a subtraction.
@inline(__always)
private func endOfField(_ start: UnsafeRawPointer) -> UnsafeRawPointer {
  var at = start
  while true {
    let word = UInt64(littleEndian: at.loadUnaligned(as: UInt64.self))
    let found = zeroBytes(word ^ 0x2C2C_2C2C_2C2C_2C2C) | zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A)
    if found != 0 { return at + found.trailingZeroBitCount / 8 }
    at += 8
  }
}

/// The high bit of each zero byte, exact for the lowest of them.
@inline(__always)
func zeroBytes(_ word: UInt64) -> UInt64 {
  (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}
