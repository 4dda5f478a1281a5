/// Why JSON cannot be read as a message: what is wrong, in which field, at which line and column.
public struct JSONError: Error, Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// It is no JSON.
    case syntax
    /// The message has no such field.
    case unknownField = "unknown_field"
    /// The field stands twice, or two fields of one oneof.
    case duplicateField = "duplicate_field"
    /// The value is of another type than the field.
    case wrongType = "wrong_type"
    /// The number does not fit the field.
    case outOfRange = "out_of_range"
    /// The enum has no value of the name.
    case unknownEnumValue = "unknown_enum_value"
    /// The text holds a NUL, or is not what its field's format asks for.
    case invalidText = "invalid_text"
    /// Objects are nested too deep.
    case tooDeep = "too_deep"
    /// The message would take more memory than its size allows.
    case tooLarge = "too_large"
  }

  public var kind: Kind
  /// The field from the message down, e.g. `scores[2].dimension`; empty for the message itself.
  public var field = ""
  /// From 1.
  public var line = 1
  /// From 1, in characters (Unicode scalars).
  public var column = 1
  /// What is wrong and how to mend it, without the place.
  public var english: String
  public var chinese: String
  /// Bytes before the place.
  var offset: Int

  init(_ kind: Kind, at offset: Int, en: String, zh: String) {
    self.kind = kind
    self.offset = offset
    english = en
    chinese = zh
  }

  func inside(_ name: String) -> JSONError {
    var error = self
    error.field =
      field.isEmpty || field.hasPrefix("[") ? name + field : "\(name).\(field)"
    return error
  }

  /// The same with line and column.
  func located(in json: UnsafeRawBufferPointer) -> JSONError {
    var error = self
    let before = json.prefix(offset)
    error.line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Continuation bytes of UTF-8 are 10xxxxxx.
    error.column = 1 + before[lineStart...].count { $0 & 0xc0 != 0x80 }
    return error
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String {
    "\(line):\(column): " + (field.isEmpty ? english : "\(field): \(english)")
  }
}
