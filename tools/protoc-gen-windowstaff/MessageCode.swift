/// A message as a Swift struct.
struct MessageCode {
  let message: MessageDescriptor
  let schema: Schema

  /// What becomes a stored property: plain fields and oneofs, in order of declaration.
  private enum Member {
    case field(FieldCode)
    case oneof(OneofCode)

    var property: String {
      switch self {
      case .field(let field): field.property
      case .oneof(let oneof): oneof.property
      }
    }
    var type: String {
      switch self {
      case .field(let field): field.type
      case .oneof(let oneof): oneof.type
      }
    }
    var defaultValue: String {
      switch self {
      case .field(let field): field.defaultValue
      case .oneof: "nil"
      }
    }
    var comment: String {
      switch self {
      case .field(let field): field.field.comment
      case .oneof(let oneof): oneof.comment
      }
    }
  }

  private var members: [Member] {
    var seen: Set<Int> = []
    return message.fields.compactMap { field in
      guard let index = field.oneofIndex else {
        return .field(FieldCode(field: field, schema: schema))
      }
      return seen.insert(index).inserted ? .oneof(OneofCode(message, index, schema)) : nil
    }
  }

  func write(in out: inout Output) {
    if message.isMapEntry { return }
    let name = schema.name(of: message.fullName)
    let members = self.members
    out.documentation(message.comment)
    let shortName = name.swift.split(separator: ".").last ?? ""
    out.block("public struct \(shortName): ProtobufMessage") { out in
      for member in members {
        out.documentation(member.comment)
        out.line("public var \(member.property): \(member.type)")
      }
      if !members.isEmpty { out.line() }
      for case .oneof(let oneof) in members { oneof.declare(in: &out) }
      initializer(members, in: &out)
      out.line()
      coding(members, in: &out)
      for inner in message.enums {
        out.line()
        EnumCode(descriptor: inner, schema: schema).write(in: &out)
      }
      for inner in message.messages where !inner.isMapEntry {
        out.line()
        MessageCode(message: inner, schema: schema).write(in: &out)
      }
    }
  }

  private func initializer(_ members: [Member], in out: inout Output) {
    if members.isEmpty { return out.line("public init() {}") }
    out.line("public init(")
    for (index, member) in members.enumerated() {
      let comma = index == members.count - 1 ? "" : ","
      out.line("  \(member.property): \(member.type) = \(member.defaultValue)\(comma)")
    }
    out.block(")") { out in
      for member in members { out.line("self.\(member.property) = \(member.property)") }
    }
  }

  private func coding(_ members: [Member], in out: inout Output) {
    let name = schema.name(of: message.fullName)
    let accessor = CNames.lower(message.fullName) + "__descriptor_address"
    out.block("public static var messageType: MessageType") {
      $0.line("MessageType(\(accessor)())")
    }
    out.line()
    out.block("public init(cMessage: UnsafeRawPointer)") { out in
      if members.isEmpty { return }
      out.line("let c = cMessage.assumingMemoryBound(to: \(name.c).self)")
      for member in members {
        switch member {
        case .field(let field): out.line("self.\(field.property) = \(field.reading)")
        case .oneof(let oneof): oneof.read(in: &out)
        }
      }
    }
    out.line()
    out.block(
      "public func fill(_ cMessage: UnsafeMutableRawPointer, from arena: Arena) throws(WireError)"
    ) { out in
      if members.isEmpty { return }
      out.line("let c = cMessage.assumingMemoryBound(to: \(name.c).self)")
      for member in members {
        switch member {
        case .field(let field): out.lines(field.writing)
        case .oneof(let oneof): oneof.write(in: &out)
        }
      }
    }
  }
}
