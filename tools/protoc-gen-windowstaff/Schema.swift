/// All files of a run, with every type by its full name.
struct Schema {
  /// Where a type is declared decides what it is called in Swift.
  struct TypeName {
    /// `MonthResult`, `Run.Scorer`, `GoogleRpc.ErrorInfo`.
    var swift: String
    /// `Windowstaff__V1__MonthResult`.
    var c: String
  }

  /// The package whose types have no name space of their own in Swift.
  let mainPackage: String
  let files: [FileDescriptor]
  private(set) var names: [String: TypeName] = [:]
  private(set) var messages: [String: MessageDescriptor] = [:]
  private(set) var enums: [String: EnumDescriptor] = [:]

  init(mainPackage: String, files: [FileDescriptor]) {
    self.mainPackage = mainPackage
    self.files = files
    for file in files {
      let space = nameSpace(of: file.package)
      for message in file.messages { add(message, in: space) }
      for entry in file.enums { add(entry, in: space) }
    }
    for message in messages.values { check(message) }
  }

  /// `GoogleRpc` for `google.rpc`, nothing for the main package.
  func nameSpace(of package: String) -> String? {
    if package == mainPackage { return nil }
    return package.split(separator: ".").map { upperCamel(String($0)) }.joined()
  }

  private mutating func add(_ message: MessageDescriptor, in scope: String?) {
    let swift = join(scope, message.name)
    names[message.fullName] = TypeName(swift: swift, c: CNames.type(message.fullName))
    messages[message.fullName] = message
    for inner in message.messages { add(inner, in: swift) }
    for inner in message.enums { add(inner, in: swift) }
  }

  private mutating func add(_ entry: EnumDescriptor, in scope: String?) {
    names[entry.fullName] = TypeName(
      swift: join(scope, entry.name), c: CNames.type(entry.fullName))
    enums[entry.fullName] = entry
  }

  private func join(_ scope: String?, _ name: String) -> String {
    let safe = ["Type", "Protocol", "Self", "Any"].contains(name) ? name + "Value" : name
    return scope.map { "\($0).\(safe)" } ?? safe
  }

  func name(of fullName: String) -> TypeName {
    guard let name = names[fullName] else { fail("\(fullName) is in none of the files given") }
    return name
  }

  /// Where a request bears its `request_id`: the numbers of the fields that lead to it, at most
  /// two.
  func pathOfRequestID(_ message: String) -> [Int]? {
    func number(in message: String) -> Int? {
      messages[message]?.fields.first {
        $0.name == "request_id" && $0.kind == .string && !$0.isRepeated
      }?.number
    }
    if let own = number(in: message) { return [own] }
    for field in messages[message]?.fields ?? [] where field.kind == .message && !field.isRepeated {
      if let inner = number(in: field.typeName) { return [field.number, inner] }
    }
    return nil
  }

  /// The entry message of a map field.
  func mapEntry(_ field: FieldDescriptor) -> MessageDescriptor? {
    guard let message = messages[field.typeName], message.isMapEntry else { return nil }
    return message
  }

  /// Types whose JSON is not that of their fields, and which the JSON mapping does not know.
  private static let ownJSON: Set<String> = [
    "Any", "Timestamp", "FieldMask", "Struct", "Value", "ListValue", "DoubleValue", "FloatValue",
    "Int64Value", "UInt64Value", "Int32Value", "UInt32Value", "BoolValue", "StringValue",
    "BytesValue",
  ]

  /// What the generated code cannot express is refused here, with the reason.
  private func check(_ message: MessageDescriptor) {
    for field in message.fields {
      let place = "\(message.fullName.dropFirst()).\(field.name)"
      if field.isProto3Optional {
        fail("\(place): protoc-c has no proto3 optional; use a oneof of one field")
      }
      let wellKnown = ".google.protobuf."
      if field.typeName.hasPrefix(wellKnown),
        Self.ownJSON.contains(String(field.typeName.dropFirst(wellKnown.count)))
      {
        fail("\(place): the JSON form of \(field.typeName.dropFirst()) is not supported")
      }
      if field.kind == .group { fail("\(place): groups are not supported") }
      if field.kind == .message, !field.isRepeated, reaches(field.typeName, message.fullName) {
        fail("\(place): a message may hold itself in a repeated field alone")
      }
      guard field.kind == .message, field.isRepeated, let entry = messages[field.typeName] else {
        continue
      }
      if entry.isMapEntry, entry.fields.first?.kind == .bool {
        fail("\(place): the key of a map is a string or an integer")
      }
      // The JSON mapping knows a map by this name, since C descriptors do not say it.
      let looksLikeMap =
        entry.fullName == "\(message.fullName).\(upperCamel(field.name))Entry"
        && entry.fields.map(\.name) == ["key", "value"]
      if looksLikeMap && !entry.isMapEntry {
        fail("\(place): \(entry.name) looks like the entry of a map; declare a map")
      }
    }
  }

  /// Whether a message holds another one by singular fields.
  private func reaches(_ from: String, _ target: String) -> Bool {
    var seen: Set<String> = []
    var open = [from]
    while let name = open.popLast() {
      if name == target { return true }
      guard seen.insert(name).inserted, let message = messages[name] else { continue }
      open += message.fields.filter { $0.kind == .message && !$0.isRepeated }.map(\.typeName)
    }
    return false
  }
}
