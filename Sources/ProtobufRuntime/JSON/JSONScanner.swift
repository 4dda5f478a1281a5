/// JSON, token by token, over UTF-8 that was checked before.
struct JSONScanner {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func error(
    _ kind: JSONError.Kind, at place: Int? = nil, en: String, zh: String
  ) -> JSONError {
    JSONError(kind, at: place ?? offset, en: en, zh: zh)
  }

  private func unexpected(_ wanted: String, _ wantedChinese: String) -> JSONError {
    guard offset < bytes.count else {
      return error(
        .syntax, en: "the text ends where \(wanted) should be", zh: "文本到此结束，缺少\(wantedChinese)")
    }
    let rest = String(decoding: bytes[offset...].prefix(4), as: UTF8.self)
    let found = rest.first.map(String.init) ?? ""
    return error(
      .syntax, en: "found \(found) where \(wanted) should be",
      zh: "此处应为\(wantedChinese)，却是 \(found)")
  }

  /// The next byte that is no white space, which stays.
  mutating func peek() -> UInt8? {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      default: return bytes[offset]
      }
    }
    return nil
  }

  /// Takes the character if it is next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(JSONError) {
    if !take(character) { throw unexpected("\(character)", " \(character) ") }
  }

  /// Takes `null`, `true` or `false` if it is next.
  mutating func take(literal: StaticString) -> Bool {
    _ = peek()
    let count = literal.utf8CodeUnitCount
    let rest = bytes[offset...].prefix(count)
    let matches = literal.withUTF8Buffer { rest.elementsEqual($0) }
    if matches { offset += count }
    return matches
  }

  mutating func expectEnd() throws(JSONError) {
    if peek() != nil { throw unexpected("the end", "文本结尾") }
  }

  func noValue() -> JSONError { unexpected("a value", "一个值") }

  /// The name of an object's next member, whose value follows, and the place of the name.
  /// - Returns: nil after the last one.
  mutating func member(isFirst: Bool) throws(JSONError) -> (name: String, place: Int)? {
    if take("}") { return nil }
    if !isFirst, !take(",") { throw unexpected(", or }", "逗号或 }") }
    guard peek() == UInt8(ascii: "\"") else { throw unexpected("a field's name", "字段名") }
    let place = offset
    let name = try string()
    try expect(":")
    return (name, place)
  }

  /// Whether another element of an array follows.
  mutating func element(isFirst: Bool) throws(JSONError) -> Bool {
    if isFirst { return !take("]") }
    if take("]") { return false }
    if !take(",") { throw unexpected(", or ]", "逗号或 ]") }
    return true
  }

  /// Whether the text is a number by JSON's grammar and nothing else.
  static func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      var scanner = JSONScanner(UnsafeRawBufferPointer(utf8))
      guard let first = utf8.first, first > 0x20, (try? scanner.number()) != nil else {
        return false
      }
      return scanner.offset == utf8.count
    }
  }

  /// A number's text, checked against JSON's grammar.
  mutating func number() throws(JSONError) -> String {
    guard let first = peek(), first == UInt8(ascii: "-") || isDigit(first) else { throw noValue() }
    let start = offset
    if first == UInt8(ascii: "-") { offset += 1 }
    let leadingZero = offset < bytes.count && bytes[offset] == UInt8(ascii: "0")
    let whole = digits()
    var isValid = whole > 0 && !(leadingZero && whole > 1)
    if takeByte(".") { isValid = digits() > 0 && isValid }
    if takeByte("e") || takeByte("E") {
      if !takeByte("+") { _ = takeByte("-") }
      isValid = digits() > 0 && isValid
    }
    if !isValid {
      throw error(.syntax, at: start, en: "this is no number", zh: "数字的写法不对")
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func digits() -> Int {
    let start = offset
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    return offset - start
  }

  private mutating func takeByte(_ character: Unicode.Scalar) -> Bool {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func string() throws(JSONError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while offset < bytes.count {
      let start = offset
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""),
        bytes[offset] != UInt8(ascii: "\\"), bytes[offset] >= 0x20
      {
        offset += 1
      }
      text += bytes[start..<offset]
      if takeByte("\"") { return String(decoding: text, as: UTF8.self) }
      if takeByte("\\") {
        text += try escape().utf8
      } else if offset < bytes.count {
        throw error(
          .syntax, en: "a control character in a string must be written as \\u00XX",
          zh: "字符串中的控制字符须写成 \\u00XX")
      }
    }
    throw unexpected("a closing \"", "右引号")
  }

  private mutating func escape() throws(JSONError) -> String {
    let plain: [(Unicode.Scalar, String)] = [
      ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{c}"), ("n", "\n"),
      ("r", "\r"), ("t", "\t"),
    ]
    for (letter, text) in plain where takeByte(letter) { return text }
    guard takeByte("u") else { throw unexpected("an escape", "转义字符") }
    let place = offset
    var code = try hex4()
    if code & 0xfc00 == 0xd800, takeByte("\\"), takeByte("u") {
      let low = try hex4()
      if low & 0xfc00 == 0xdc00 { code = 0x10000 + (code & 0x3ff) << 10 + (low & 0x3ff) }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw error(.syntax, at: place, en: "half of a surrogate pair", zh: "代理对不完整")
    }
    return String(Character(scalar))
  }

  private mutating func hex4() throws(JSONError) -> UInt32 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw unexpected("four hexadecimal digits", "四位十六进制数字") }
    offset += 4
    return code
  }
}
