internal import CProtobufC

extension JSONReader {
  /// Reads one value and stores it at the place.
  mutating func value(
    of field: FieldAccess, at place: UnsafeMutableRawPointer, depth: Int
  ) throws(JSONError) {
    guard let first = scanner.peek() else { throw scanner.noValue() }
    let start = scanner.offset
    switch (field.type, first) {
    case (PROTOBUF_C_TYPE_MESSAGE, _):
      guard let type = field.messageType else { throw scanner.noValue() }
      if first != UInt8(ascii: "{"), !DurationText.isForm(of: type) {
        throw scanner.error(
          .wrongType, en: "this must be an object: { … }", zh: "此处应为对象：{ … }")
      }
      place.storeBytes(
        of: try message(of: type, depth: depth + 1), as: UnsafeMutableRawPointer.self)
    case (PROTOBUF_C_TYPE_BOOL, _):
      let isTrue = scanner.take(literal: "true")
      guard isTrue || scanner.take(literal: "false") else {
        throw scanner.error(
          .wrongType, en: "this must be true or false", zh: "此处应为 true 或 false")
      }
      place.storeBytes(of: isTrue ? 1 : 0, as: Int32.self)
    case (_, UInt8(ascii: "\"")):
      try store(text: try scanner.string(), in: place, of: field, at: start)
    case (PROTOBUF_C_TYPE_STRING, _), (PROTOBUF_C_TYPE_BYTES, _):
      throw scanner.error(.wrongType, en: "this must be a string: \"…\"", zh: "此处应为字符串：\"…\"")
    default:
      guard first == UInt8(ascii: "-") || (first >= 0x30 && first <= 0x39) else {
        throw wrongNumber(field, at: start)
      }
      try store(number: try scanner.number(), in: place, of: field, at: start)
    }
  }

  /// Stores what a JSON string says, in a field of any plain type: canonical JSON quotes 64-bit
  /// numbers, and reads any number in quotes.
  func store(
    text: String, in place: UnsafeMutableRawPointer, of field: FieldAccess, at start: Int
  ) throws(JSONError) {
    switch field.type {
    case PROTOBUF_C_TYPE_STRING:
      place.storeBytes(of: try string(text, at: start), as: UnsafeMutablePointer<CChar>.self)
    case PROTOBUF_C_TYPE_BYTES:
      guard let bytes = Base64.decode(text) else {
        throw scanner.error(.invalidText, at: start, en: "this is no base64", zh: "不是 base64")
      }
      let memory = try allocate(bytes.count)
      UnsafeMutableRawBufferPointer(start: memory, count: bytes.count).copyBytes(from: bytes)
      place.storeBytes(
        of: ProtobufCBinaryData(
          len: bytes.count, data: memory.assumingMemoryBound(to: UInt8.self)),
        as: ProtobufCBinaryData.self)
    case PROTOBUF_C_TYPE_ENUM:
      guard let descriptor = field.enumDescriptor else { return }
      let names = EnumNames(descriptor: descriptor)
      guard let number = names.number(of: text) else {
        let list = names.all.joined(separator: ", ")
        throw scanner.error(
          .unknownEnumValue, at: start, en: "\(text) is none of: \(list)",
          zh: "\(text) 不在可用值之中：\(list)")
      }
      place.storeBytes(of: number, as: Int32.self)
    case PROTOBUF_C_TYPE_DOUBLE, PROTOBUF_C_TYPE_FLOAT:
      let special: Double? =
        switch text {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: nil
        }
      guard let special else {
        return try store(quotedNumber: text, in: place, of: field, at: start)
      }
      if field.type == PROTOBUF_C_TYPE_FLOAT {
        place.storeBytes(of: Float(special), as: Float.self)
      } else {
        place.storeBytes(of: special, as: Double.self)
      }
    default: try store(quotedNumber: text, in: place, of: field, at: start)
    }
  }

  private func store(
    quotedNumber text: String, in place: UnsafeMutableRawPointer, of field: FieldAccess,
    at start: Int
  ) throws(JSONError) {
    if !JSONScanner.isNumber(text) { throw wrongNumber(field, at: start) }
    try store(number: text, in: place, of: field, at: start)
  }

  private func store(
    number text: String, in place: UnsafeMutableRawPointer, of field: FieldAccess, at start: Int
  ) throws(JSONError) {
    switch field.type {
    case PROTOBUF_C_TYPE_DOUBLE:
      let number = Double(text) ?? .nan
      guard number.isFinite else { throw wrongNumber(field, at: start) }
      place.storeBytes(of: number, as: Double.self)
    case PROTOBUF_C_TYPE_FLOAT:
      let number = Float(text) ?? .nan
      guard number.isFinite else { throw wrongNumber(field, at: start) }
      place.storeBytes(of: number, as: Float.self)
    case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32:
      place.storeBytes(of: try integer(text, field, start), as: UInt32.self)
    case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64:
      place.storeBytes(of: try integer(text, field, start), as: UInt64.self)
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
      place.storeBytes(of: try integer(text, field, start), as: Int64.self)
    default: place.storeBytes(of: try integer(text, field, start), as: Int32.self)
    }
  }

  /// An integer, also written as `1e3` or `2.0`.
  private func integer<Number: FixedWidthInteger>(
    _ text: String, _ field: FieldAccess, _ start: Int
  ) throws(JSONError) -> Number {
    if let number = Number(text) { return number }
    // Beyond 2^53 a Double no longer tells neighbours apart.
    let isPlain = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || ($0 >= 0x30 && $0 <= 0x39) }
    if !isPlain, let double = Double(text), abs(double) <= 9_007_199_254_740_992,
      let number = Number(exactly: double)
    {
      return number
    }
    throw wrongNumber(field, at: start)
  }

  private func wrongNumber(_ field: FieldAccess, at start: Int) -> JSONError {
    let range: String
    switch field.type {
    case PROTOBUF_C_TYPE_DOUBLE, PROTOBUF_C_TYPE_FLOAT:
      return scanner.error(
        .outOfRange, at: start, en: "this must be a number in range", zh: "此处应为范围内的数字")
    case PROTOBUF_C_TYPE_ENUM:
      return scanner.error(
        .wrongType, at: start, en: "this must be the name of an enum's value", zh: "此处应为枚举值的名称")
    case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32: range = "0 … \(UInt32.max)"
    case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64: range = "0 … \(UInt64.max)"
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
      range = "\(Int64.min) … \(Int64.max)"
    default: range = "\(Int32.min) … \(Int32.max)"
    }
    return scanner.error(
      .outOfRange, at: start, en: "this must be a whole number, \(range)",
      zh: "此处应为整数，\(range)")
  }

  private func string(
    _ text: String, at start: Int
  ) throws(JSONError) -> UnsafeMutablePointer<CChar> {
    do throws(WireError) {
      return try arena.string(text)
    } catch {
      if error.kind == .tooLarge { _ = try allocate(.max) }
      throw scanner.error(
        .invalidText, at: start, en: "the text holds a NUL character (\\u0000); remove it",
        zh: "文字中有空字符（\\u0000）；请删去")
    }
  }

  mutating func duration(
    _ memory: UnsafeMutableRawPointer, of type: MessageType
  ) throws(JSONError) {
    let isText = scanner.peek() == UInt8(ascii: "\"")
    let start = scanner.offset
    guard isText, let (seconds, nanos) = DurationText.parse(try scanner.string()) else {
      throw scanner.error(
        .invalidText, at: start, en: "this must be a duration such as \"3.5s\"",
        zh: "此处应为时长，如 \"3.5s\"")
    }
    let fields = type.fieldAccesses
    fields[0].value(in: memory).storeBytes(of: seconds, as: Int64.self)
    fields[1].value(in: memory).storeBytes(of: nanos, as: Int32.self)
  }
}
