/// One line of JSON, made member by member. Whatever a text holds, the line stays one line and
/// gives no orders to a terminal that shows it: what would is written as escapes.
struct JSONLine {
  private(set) var bytes: [UInt8] = []

  private static let hex = Array("0123456789abcdef".utf8)

  init() {
    bytes.reserveCapacity(320)
    bytes.append(UInt8(ascii: "{"))
  }

  /// - Parameter name: a plain word, written as it is.
  mutating func add(_ name: StaticString, _ text: String) {
    addName(name)
    addText(text)
  }

  mutating func add(_ name: StaticString, _ number: Int64) {
    addName(name)
    bytes.append(contentsOf: String(number).utf8)
  }

  /// A member whose name is not the program's own.
  mutating func add(name: String, _ text: String) {
    addComma()
    addText(name)
    bytes.append(UInt8(ascii: ":"))
    addText(text)
  }

  /// The whole line, with its end.
  consuming func ended() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private mutating func addComma() {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func addName(_ name: StaticString) {
    addComma()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(contentsOf: "\":".utf8)
  }

  private mutating func addText(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { add(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22: bytes.append(contentsOf: "\\\"".utf8)
    case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
    case _ where scalar.givesOrders:
      bytes.append(contentsOf: "\\u".utf8)
      for shift in [12, 8, 4, 0] { bytes.append(Self.hex[Int(scalar.value >> shift & 15)]) }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it would command who shows it: the controls, the two line ends of Unicode that some
  /// readers heed, and what turns the direction of the text, so that a line reads as another.
  var givesOrders: Bool {
    properties.generalCategory == .control || self == "\u{2028}" || self == "\u{2029}"
      || properties.isBidiControl
  }
}
