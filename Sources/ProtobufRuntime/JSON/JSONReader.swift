internal import CProtobufC

/// Builds C messages from JSON, by proto3's mapping.
struct JSONReader {
  var scanner: JSONScanner
  let arena: Arena
  let maxDepth: Int

  /// The text's one message.
  mutating func document(of type: MessageType) throws(JSONError) -> UnsafeMutableRawPointer {
    let message = try message(of: type, depth: 1)
    try scanner.expectEnd()
    return message
  }

  mutating func message(
    of type: MessageType, depth: Int
  ) throws(JSONError) -> UnsafeMutableRawPointer {
    if depth > maxDepth {
      throw scanner.error(
        .tooDeep, en: "objects are nested too deep; use fewer levels", zh: "嵌套过深；请减少层数")
    }
    let memory = try allocate(type.size)
    type.initialize(memory)
    if DurationText.isForm(of: type) {
      try duration(memory, of: type)
      return memory
    }
    var seen: Set<UInt32> = []
    var isFirst = true
    try scanner.expect("{")
    while let (name, place) = try scanner.member(isFirst: isFirst) {
      isFirst = false
      let field = try field(name, of: type, at: place)
      do throws(JSONError) {
        if !seen.insert(field.number).inserted {
          throw scanner.error(
            .duplicateField, at: place, en: "the field stands twice; keep one",
            zh: "字段重复；请只留一个")
        }
        try content(of: field, in: memory, of: type, at: place, depth: depth)
      } catch {
        throw error.inside(name)
      }
    }
    return memory
  }

  private func field(
    _ name: String, of type: MessageType, at place: Int
  ) throws(JSONError) -> FieldAccess {
    let fields = type.fieldAccesses
    if let field = fields.first(where: { $0.name == name || $0.jsonName == name }) { return field }
    let known = fields.map(\.name)
    let list = known.isEmpty ? "" : ": \(known.joined(separator: ", "))"
    throw scanner.error(
      .unknownField, at: place, en: "\(type.name) has no such field; it has\(list)",
      zh: "\(type.name) 没有此字段；可用字段\(list)"
    ).inside(name)
  }

  private mutating func content(
    of field: FieldAccess, in message: UnsafeMutableRawPointer, of type: MessageType, at place: Int,
    depth: Int
  ) throws(JSONError) {
    if scanner.take(literal: "null") { return }
    if field.isOneof, field.isTaken(in: message) {
      throw scanner.error(
        .duplicateField, at: place, en: "another field of the same choice is set; keep one",
        zh: "同一选项组已有另一字段；请只留一个")
    }
    if !field.isRepeated {
      try value(of: field, at: field.value(in: message), depth: depth)
      if field.isOneof { field.choose(in: message) }
    } else if field.isMap(of: type), let entryType = field.messageType {
      try map(of: field, entries: entryType, in: message, depth: depth)
    } else {
      try array(of: field, in: message, depth: depth)
    }
  }

  private mutating func array(
    of field: FieldAccess, in message: UnsafeMutableRawPointer, depth: Int
  ) throws(JSONError) {
    if scanner.peek() != UInt8(ascii: "[") {
      throw scanner.error(.wrongType, en: "this must be a list: [ … ]", zh: "此处应为列表：[ … ]")
    }
    var elements = ElementList(field)
    try scanner.expect("[")
    while try scanner.element(isFirst: elements.count == 0) {
      do throws(JSONError) {
        try value(of: field, at: try next(&elements), depth: depth)
      } catch {
        throw error.inside("[\(elements.count - 1)]")
      }
    }
    field.setElements(elements.start, elements.count, in: message)
  }

  private mutating func map(
    of field: FieldAccess, entries entryType: MessageType, in message: UnsafeMutableRawPointer,
    depth: Int
  ) throws(JSONError) {
    let parts = entryType.fieldAccesses
    let (key, value) = (parts[0], parts[1])
    var elements = ElementList(field)
    var seen: Set<String> = []
    try scanner.expect("{")
    while let (name, place) = try scanner.member(isFirst: elements.count == 0) {
      do throws(JSONError) {
        if !seen.insert(name).inserted {
          throw scanner.error(
            .duplicateField, at: place, en: "the key stands twice; keep one", zh: "键重复；请只留一个")
        }
        let entry = try allocate(entryType.size)
        entryType.initialize(entry)
        try store(text: name, in: key.value(in: entry), of: key, at: place)
        try self.value(of: value, at: value.value(in: entry), depth: depth)
        try next(&elements).storeBytes(of: entry, as: UnsafeMutableRawPointer.self)
      } catch {
        throw error.inside("[\"\(name)\"]")
      }
    }
    field.setElements(elements.start, elements.count, in: message)
  }

  func allocate(_ size: Int) throws(JSONError) -> UnsafeMutableRawPointer {
    guard let memory = arena.allocate(size) else {
      throw scanner.error(
        .tooLarge, en: "the message would take more memory than is allowed; send it in parts",
        zh: "消息展开后超出内存上限；请分成几次发送")
    }
    return memory
  }

  /// Room for one more element; a list doubles when it is full.
  private func next(_ list: inout ElementList) throws(JSONError) -> UnsafeMutableRawPointer {
    if list.count == list.capacity {
      let capacity = max(4, 2 * list.capacity)
      let memory = try allocate(capacity * list.stride)
      if let start = list.start {
        memory.copyMemory(from: start, byteCount: list.count * list.stride)
      }
      list.start = memory
      list.capacity = capacity
    }
    guard let start = list.start else { return try allocate(list.stride) }
    list.count += 1
    return start + (list.count - 1) * list.stride
  }

  private struct ElementList {
    var start: UnsafeMutableRawPointer?
    var count = 0
    var capacity = 0
    let stride: Int

    init(_ field: FieldAccess) { stride = field.stride }
  }
}
