internal import CProtobufC

/// How a message is written as JSON.
public struct JSONFormat: Sendable, Hashable {
  /// One member a line, with two blanks a level.
  public var isPretty = false
  /// Writes plain fields and lists at their default too, which proto3's JSON leaves out.
  public var includesDefaults = false
  /// Writes `staff_no`, as the schema does, instead of `staffNo`.
  public var keepsProtoNames = false

  public init(
    isPretty: Bool = false, includesDefaults: Bool = false, keepsProtoNames: Bool = false
  ) {
    self.isPretty = isPretty
    self.includesDefaults = includesDefaults
    self.keepsProtoNames = keepsProtoNames
  }
}

/// proto3's JSON mapping over C messages.
struct JSONWriter {
  private let format: JSONFormat
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  init(_ format: JSONFormat) { self.format = format }

  mutating func message(_ message: UnsafeRawPointer, of type: MessageType) {
    if DurationText.isForm(of: type) { return duration(message, of: type) }
    list("{", "}") { writer, separate in
      for field in type.fieldAccesses where writer.includes(field, of: message) {
        separate(&writer)
        writer.name(of: field)
        writer.content(of: field, in: message, of: type)
      }
    }
  }

  private func includes(_ field: FieldAccess, of message: UnsafeRawPointer) -> Bool {
    if field.isOneof { return field.isChosen(in: message) }
    if field.isRepeated { return format.includesDefaults || field.elements(in: message).count > 0 }
    let isAbsent = field.isDefault(field.value(in: message))
    return !isAbsent || (format.includesDefaults && field.messageType == nil)
  }

  private mutating func content(
    of field: FieldAccess, in message: UnsafeRawPointer, of type: MessageType
  ) {
    guard field.isRepeated else { return value(field.value(in: message), of: field) }
    let (start, count) = field.elements(in: message)
    let isMap = field.isMap(of: type)
    list(isMap ? "{" : "[", isMap ? "}" : "]") { writer, separate in
      guard let start else { return }
      for index in 0..<count {
        separate(&writer)
        let element = start + index * field.stride
        if isMap, let entryType = field.messageType,
          let entry = element.load(as: UnsafeRawPointer?.self)
        {
          writer.mapEntry(entry, of: entryType)
        } else {
          writer.value(element, of: field)
        }
      }
    }
  }

  private mutating func mapEntry(_ entry: UnsafeRawPointer, of type: MessageType) {
    let fields = type.fieldAccesses
    let (key, value) = (fields[0], fields[1])
    // A key is a string in JSON, whatever its type; 64-bit numbers are quoted already.
    let isQuoted = key.type == PROTOBUF_C_TYPE_STRING || key.stride == 8
    if !isQuoted { append("\"") }
    self.value(key.value(in: entry), of: key)
    append(isQuoted ? ":" : "\":")
    if format.isPretty { append(" ") }
    // A value that its sender left out is the default one.
    if value.messageType != nil, value.isDefault(value.value(in: entry)) { return append("{}") }
    self.value(value.value(in: entry), of: value)
  }

  private mutating func value(_ value: UnsafeRawPointer, of field: FieldAccess) {
    switch field.type {
    case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_SFIXED32:
      append("\(value.load(as: Int32.self))")
    case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32: append("\(value.load(as: UInt32.self))")
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
      append("\"\(value.load(as: Int64.self))\"")
    case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64:
      append("\"\(value.load(as: UInt64.self))\"")
    case PROTOBUF_C_TYPE_FLOAT: number(value.load(as: Float.self))
    case PROTOBUF_C_TYPE_DOUBLE: number(value.load(as: Double.self))
    case PROTOBUF_C_TYPE_BOOL: append(value.load(as: Int32.self) != 0 ? "true" : "false")
    case PROTOBUF_C_TYPE_ENUM:
      let number = value.load(as: Int32.self)
      if let name = field.enumDescriptor.flatMap({ EnumNames(descriptor: $0).name(of: number) }) {
        string(name)
      } else {
        append("\(number)")
      }
    case PROTOBUF_C_TYPE_STRING:
      string(value.load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) } ?? "")
    case PROTOBUF_C_TYPE_BYTES:
      let data = value.load(as: ProtobufCBinaryData.self)
      append("\"")
      Base64.encode(UnsafeRawBufferPointer(start: data.data, count: data.len), into: &bytes)
      append("\"")
    default:
      guard let type = field.messageType, let inner = value.load(as: UnsafeRawPointer?.self) else {
        return append("null")
      }
      message(inner, of: type)
    }
  }

  private mutating func duration(_ message: UnsafeRawPointer, of type: MessageType) {
    let parts = type.fieldAccesses.map { $0.value(in: message) }
    let text = DurationText.text(
      seconds: parts[0].load(as: Int64.self), nanos: parts[1].load(as: Int32.self))
    // A duration that has no text cannot be shown; nothing is better than a wrong one.
    if let text { string(text) } else { append("null") }
  }

  private mutating func number<Number: BinaryFloatingPoint & CustomStringConvertible>(
    _ number: Number
  ) {
    if number.isNaN { return append("\"NaN\"") }
    if number.isInfinite { return append(number < 0 ? "\"-Infinity\"" : "\"Infinity\"") }
    let text = number.description
    append(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  /// A name of the schema has nothing to escape.
  private mutating func name(of field: FieldAccess) {
    append("\"")
    if format.keepsProtoNames { append(field.name) } else { field.appendJSONName(to: &bytes) }
    append(format.isPretty ? "\": " : "\":")
  }

  private mutating func string(_ text: String) {
    append("\"")
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5c && $0 != 0x7f }
    if isPlain { return append(text + "\"") }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0a: append("\\n")
      case 0x0d: append("\\r")
      case 0x09: append("\\t")
      case ..<0x20, 0x7f:
        append("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    append("\"")
  }

  /// Brackets with the body's items between; the body calls `separate` before each.
  private mutating func list(
    _ open: String, _ close: String,
    _ body: (inout JSONWriter, _ separate: (inout JSONWriter) -> Void) -> Void
  ) {
    append(open)
    depth += 1
    var isEmpty = true
    body(&self) { writer in
      if !isEmpty { writer.append(",") }
      isEmpty = false
      writer.newLine()
    }
    depth -= 1
    if !isEmpty { newLine() }
    append(close)
  }

  private mutating func newLine() {
    if format.isPretty { append("\n" + String(repeating: "  ", count: depth)) }
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }
}
