/// A type's place in the schema: what a field's `type_name` leads to.
struct FieldDescriptor {
  /// `FieldDescriptorProto.Type`, with the numbers of `descriptor.proto`.
  enum Kind: Int {
    case double = 1
    case float, int64, uint64, int32, fixed64, fixed32, bool, string, group, message, bytes
    case uint32, `enum`, sfixed32, sfixed64, sint32, sint64
  }

  var name = ""
  var number = 0
  var isRepeated = false
  var kind = Kind.int32
  /// Full name with a dot before it, of messages and enums.
  var typeName = ""
  var oneofIndex: Int?
  var isProto3Optional = false
  var comment = ""

  init(_ bytes: ArraySlice<UInt8>) {
    WireReader.each(bytes) { field, value in
      switch field {
      case 1: name = value.string
      case 3: number = value.int
      case 4: isRepeated = value.int == 3
      case 5: kind = Kind(rawValue: value.int) ?? .int32
      case 6: typeName = value.string
      case 9: oneofIndex = value.int
      case 17: isProto3Optional = value.int != 0
      default: break
      }
    }
  }
}

struct OneofDescriptor {
  var name = ""
  var comment = ""

  init(_ bytes: ArraySlice<UInt8>) {
    WireReader.each(bytes) { if $0 == 1 { name = $1.string } }
  }
}

struct EnumDescriptor {
  struct Value {
    var name = ""
    var number = 0
    var comment = ""
  }

  var name = ""
  var fullName = ""
  var values: [Value] = []
  var comment = ""

  init(_ bytes: ArraySlice<UInt8>, scope: String, path: [Int], comments: Comments) {
    WireReader.each(bytes) { field, value in
      if field == 1 { name = value.string }
      guard field == 2 else { return }
      var entry = Value(comment: comments[path + [2, values.count]])
      WireReader.each(value.slice) { field, value in
        if field == 1 { entry.name = value.string }
        if field == 2 { entry.number = value.int }
      }
      values.append(entry)
    }
    fullName = "\(scope).\(name)"
    comment = comments[path]
  }
}

struct MessageDescriptor {
  var name = ""
  var fullName = ""
  var fields: [FieldDescriptor] = []
  var oneofs: [OneofDescriptor] = []
  var messages: [MessageDescriptor] = []
  var enums: [EnumDescriptor] = []
  var isMapEntry = false
  var comment = ""

  init(_ bytes: ArraySlice<UInt8>, scope: String, path: [Int], comments: Comments) {
    WireReader.each(bytes) { if $0 == 1 { name = $1.string } }
    fullName = "\(scope).\(name)"
    comment = comments[path]
    WireReader.each(bytes) { field, value in
      switch field {
      case 2:
        var entry = FieldDescriptor(value.slice)
        entry.comment = comments[path + [2, fields.count]]
        fields.append(entry)
      case 3:
        messages.append(
          MessageDescriptor(
            value.slice, scope: fullName, path: path + [3, messages.count], comments: comments))
      case 4:
        enums.append(
          EnumDescriptor(
            value.slice, scope: fullName, path: path + [4, enums.count], comments: comments))
      case 7:
        WireReader.each(value.slice) { if $0 == 7 { isMapEntry = $1.int != 0 } }
      case 8:
        var entry = OneofDescriptor(value.slice)
        entry.comment = comments[path + [8, oneofs.count]]
        oneofs.append(entry)
      default: break
      }
    }
  }

  /// The message and all that are declared inside it.
  var family: [MessageDescriptor] { [self] + messages.flatMap(\.family) }

  /// The fields of the oneof, in order of declaration.
  func members(ofOneof index: Int) -> [FieldDescriptor] { fields.filter { $0.oneofIndex == index } }
}
