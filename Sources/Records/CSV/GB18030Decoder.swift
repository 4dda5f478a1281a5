import Glibc

/// Turns GB18030 into UTF-8, field by field: a comma, a quote or a line feed is never part of a
/// longer character, so the structure of a file is read before its text.
struct GB18030Decoder: ~Copyable {
  private let descriptor: iconv_t

  /// Nil when the C library lacks the conversion.
  init?() {
    descriptor = iconv_open("UTF-8", "GB18030")
    guard Int(bitPattern: descriptor) != -1 else { return nil }
  }

  deinit { iconv_close(descriptor) }

  /// Writes the text as UTF-8 and returns its length; nil when the bytes are not GB18030. The
  /// output must have room for one and a half times the input.
  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
    // iconv takes the input without `const` but does not write to it.
    var from = UnsafeMutablePointer<CChar>(
      mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var fromLeft = input.count
    var toLeft = output.count
    _ = iconv(descriptor, nil, nil, nil, nil)
    let result = iconv(descriptor, &from, &fromLeft, &to, &toLeft)
    return result == Int(bitPattern: UInt.max) || fromLeft > 0 ? nil : output.count - toLeft
  }
}
