internal import CProtobufC

extension MessageType {
  /// The fields, ordered by number.
  var fieldAccesses: [FieldAccess] {
    fields.indices.compactMap { index in
      descriptor.pointee.fields.map { FieldAccess(descriptor: $0 + index) }
    }
  }
}

/// One field of C messages, by its descriptor.
struct FieldAccess {
  let descriptor: UnsafePointer<ProtobufCFieldDescriptor>

  var name: String { String(cString: descriptor.pointee.name) }
  var number: UInt32 { descriptor.pointee.id }
  var type: ProtobufCType { descriptor.pointee.type }
  var isRepeated: Bool { descriptor.pointee.label == PROTOBUF_C_LABEL_REPEATED }
  var isOneof: Bool { descriptor.pointee.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0 }

  var messageType: MessageType? {
    guard type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
    return descriptor.pointee.descriptor.map {
      MessageType($0.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
    }
  }

  var enumDescriptor: UnsafePointer<ProtobufCEnumDescriptor>? {
    guard type == PROTOBUF_C_TYPE_ENUM else { return nil }
    return descriptor.pointee.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
  }

  /// `late_paper_days` → `latePaperDays`.
  var jsonName: String {
    var bytes: [UInt8] = []
    appendJSONName(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendJSONName(to bytes: inout [UInt8]) {
    var upper = false
    var next = descriptor.pointee.name
    while let byte = next?.pointee, byte != 0 {
      let isLower = byte >= 0x61 && byte <= 0x7a
      if byte == 0x5f {
        upper = true
      } else {
        bytes.append(UInt8(bitPattern: upper && isLower ? byte - 0x20 : byte))
        upper = false
      }
      next = next?.advanced(by: 1)
    }
  }

  /// Whether it is a map of the message: C descriptors do not say, but the schema's compiler names
  /// the entries so, and our generator refuses anything else of the name.
  func isMap(of parent: MessageType) -> Bool {
    guard isRepeated, let entry = messageType, entry.fields.count == 2 else { return false }
    let camel = jsonName
    return entry.name == "\(parent.name).\(camel.prefix(1).uppercased())\(camel.dropFirst())Entry"
  }

  /// Bytes of one value in a C message or array.
  var stride: Int {
    switch type {
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_MESSAGE: MemoryLayout<UnsafeRawPointer>.stride
    case PROTOBUF_C_TYPE_BYTES: MemoryLayout<ProtobufCBinaryData>.stride
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64,
      PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE:
      8
    default: 4
    }
  }

  func value(in message: UnsafeRawPointer) -> UnsafeRawPointer {
    message + Int(descriptor.pointee.offset)
  }

  func value(in message: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    message + Int(descriptor.pointee.offset)
  }

  private func quantifier(in message: UnsafeRawPointer) -> UnsafeRawPointer {
    message + Int(descriptor.pointee.quantifier_offset)
  }

  private func quantifier(in message: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    message + Int(descriptor.pointee.quantifier_offset)
  }

  /// Whether this is the member of its oneof that is set.
  func isChosen(in message: UnsafeRawPointer) -> Bool {
    quantifier(in: message).load(as: UInt32.self) == number
  }

  /// Whether any member of its oneof is set.
  func isTaken(in message: UnsafeRawPointer) -> Bool {
    quantifier(in: message).load(as: UInt32.self) != 0
  }

  func choose(in message: UnsafeMutableRawPointer) {
    quantifier(in: message).storeBytes(of: number, as: UInt32.self)
  }

  /// The values of a repeated field.
  func elements(in message: UnsafeRawPointer) -> (start: UnsafeRawPointer?, count: Int) {
    let start: UnsafeRawPointer? = value(in: message).load(as: UnsafeRawPointer?.self)
    return (start, start == nil ? 0 : quantifier(in: message).load(as: Int.self))
  }

  func setElements(_ start: UnsafeRawPointer?, _ count: Int, in message: UnsafeMutableRawPointer) {
    value(in: message).storeBytes(of: start, as: UnsafeRawPointer?.self)
    quantifier(in: message).storeBytes(of: count, as: Int.self)
  }

  /// Whether a value is its type's default.
  func isDefault(_ value: UnsafeRawPointer) -> Bool {
    switch type {
    case PROTOBUF_C_TYPE_STRING:
      guard let text = value.load(as: UnsafePointer<CChar>?.self) else { return true }
      return text.pointee == 0
    case PROTOBUF_C_TYPE_BYTES: return value.load(as: ProtobufCBinaryData.self).len == 0
    case PROTOBUF_C_TYPE_MESSAGE: return value.load(as: UnsafeRawPointer?.self) == nil
    case PROTOBUF_C_TYPE_DOUBLE: return value.load(as: Double.self) == 0
    case PROTOBUF_C_TYPE_FLOAT: return value.load(as: Float.self) == 0
    default:
      return stride == 8
        ? value.load(as: UInt64.self) == 0 : value.load(as: UInt32.self) == 0
    }
  }
}

/// The names of an enum's values.
struct EnumNames {
  let descriptor: UnsafePointer<ProtobufCEnumDescriptor>

  private var values: UnsafeBufferPointer<ProtobufCEnumValue> {
    UnsafeBufferPointer(start: descriptor.pointee.values, count: Int(descriptor.pointee.n_values))
  }

  func name(of number: Int32) -> String? {
    values.first { $0.value == number }.map { String(cString: $0.name) }
  }

  /// Aliases count too.
  func number(of name: String) -> Int32? {
    guard let value = protobuf_c_enum_descriptor_get_value_by_name(descriptor, name) else {
      return nil
    }
    return value.pointee.value
  }

  var all: [String] { values.map { String(cString: $0.name) } }
}
