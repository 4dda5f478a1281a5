/// One field's Swift type and the expressions that carry it from and to the C struct.
struct FieldCode {
  let field: FieldDescriptor
  let schema: Schema

  var property: String { propertyName(field.name) }
  /// The member of the C struct.
  var member: String { "c.pointee.`\(CNames.field(field.name))`" }
  var count: String { "c.pointee.`n_\(CNames.field(field.name))`" }

  /// Of one element, if the field is repeated.
  var elementType: String {
    switch field.kind {
    case .double: "Double"
    case .float: "Float"
    case .int64, .sfixed64, .sint64: "Int64"
    case .uint64, .fixed64: "UInt64"
    case .int32, .sfixed32, .sint32: "Int32"
    case .uint32, .fixed32: "UInt32"
    case .bool: "Bool"
    case .string: "String"
    case .bytes: "[UInt8]"
    case .message, .group, .enum: schema.name(of: field.typeName).swift
    }
  }

  /// Key and value code, if the field is a map.
  var mapParts: (key: FieldCode, value: FieldCode)? {
    guard let entry = schema.mapEntry(field) else { return nil }
    return (
      FieldCode(field: entry.fields[0], schema: schema),
      FieldCode(field: entry.fields[1], schema: schema)
    )
  }

  var type: String {
    if let (key, value) = mapParts { return "[\(key.elementType): \(value.elementType)]" }
    if field.isRepeated { return "[\(elementType)]" }
    return field.kind == .message ? "\(elementType)?" : elementType
  }

  var defaultValue: String {
    if mapParts != nil { return "[:]" }
    if field.isRepeated { return "[]" }
    switch field.kind {
    case .message, .group: return "nil"
    case .string: return "\"\""
    case .bytes: return "[]"
    case .bool: return "false"
    case .enum: return "\(elementType)(rawValue: 0)"
    default: return "0"
    }
  }

  /// The Swift value of one C value.
  func value(of c: String) -> String {
    switch field.kind {
    case .string: "FromC.string(\(c))"
    case .bytes: "FromC.bytes(\(c))"
    case .bool: "\(c) != 0"
    case .enum: "\(elementType)(rawValue: Int32(truncatingIfNeeded: \(c).rawValue))"
    case .message: "FromC.message(\(c))"
    default: c
    }
  }

  /// The C value of one Swift value.
  func cValue(of swift: String) -> String {
    switch field.kind {
    case .string: "try arena.string(\(swift))"
    case .bytes: "try arena.bytes(\(swift))"
    case .bool: "\(swift) ? 1 : 0"
    case .enum: ".init(rawValue: .init(truncatingIfNeeded: \(swift).rawValue))"
    case .message: "try arena.message(\(swift))"
    default: swift
    }
  }

  /// The Swift value of the whole field.
  var reading: String {
    if let (key, value) = mapParts {
      let cEntry = schema.name(of: field.typeName).c
      return "FromC.map(\(count), \(member)) { (c: UnsafePointer<\(cEntry)>) in "
        + "(\(key.value(of: key.member)), \(value.mapValue)) }"
    }
    guard field.isRepeated else { return value(of: member) }
    switch field.kind {
    case .string: return "FromC.strings(\(count), \(member))"
    case .bytes: return "FromC.byteStrings(\(count), \(member))"
    case .message: return "FromC.messages(\(count), \(member))"
    case .bool, .enum: return "FromC.array(\(count), \(member)) { \(value(of: "$0")) }"
    default: return "FromC.array(\(count), \(member))"
    }
  }

  /// A map's value is there even when the entry leaves it out.
  private var mapValue: String {
    let read = value(of: member)
    return field.kind == .message ? "\(read) ?? \(elementType)()" : read
  }

  /// The statement that sets the C struct's members.
  var writing: String {
    if let (key, value) = mapParts {
      let cEntry = schema.name(of: field.typeName).c
      let entryInit = CNames.lower(field.typeName) + "__init"
      return """
        (\(count), \(member)) = try arena.map(self.\(property)) {
          (c: UnsafeMutablePointer<\(cEntry)>, entry) throws(WireError) in
          \(entryInit)(c)
          \(key.member) = \(key.cValue(of: "entry.key"))
          \(value.member) = \(value.cValue(of: "entry.value"))
        }
        """
    }
    guard field.isRepeated else { return "\(member) = \(cValue(of: "self.\(property)"))" }
    let target = "(\(count), \(member))"
    switch field.kind {
    case .string: return "\(target) = try arena.strings(self.\(property))"
    case .bytes: return "\(target) = try arena.byteStrings(self.\(property))"
    case .message: return "\(target) = try arena.messages(self.\(property))"
    case .bool, .enum:
      return "\(target) = try arena.array(self.\(property)) { \(cValue(of: "$0")) }"
    default: return "\(target) = try arena.array(self.\(property))"
    }
  }
}
