/// A oneof: an enum of its members, or an optional when it has a single one.
struct OneofCode {
  let oneof: OneofDescriptor
  let members: [FieldCode]
  let typeName: String

  init(_ message: MessageDescriptor, _ index: Int, _ schema: Schema) {
    oneof = message.oneofs[index]
    members = message.members(ofOneof: index).map { FieldCode(field: $0, schema: schema) }
    let plain = upperCamel(oneof.name)
    let taken = Set(message.messages.map(\.name) + message.enums.map(\.name))
    typeName = taken.contains(plain) ? plain + "Choice" : plain
  }

  /// A oneof of one field is how proto3 says that a plain field may be absent.
  var isPresence: Bool { members.count == 1 }

  var property: String { isPresence ? members[0].property : propertyName(oneof.name) }
  var type: String { isPresence ? "\(members[0].elementType)?" : "\(typeName)?" }
  var comment: String {
    isPresence ? [oneof.comment, members[0].field.comment].joined(separator: "\n") : oneof.comment
  }
  private var caseMember: String { "c.pointee.`\(CNames.oneofCase(oneof.name))`" }

  func declare(in out: inout Output) {
    if isPresence { return }
    out.documentation(oneof.comment)
    out.block("public enum \(typeName): Sendable, Hashable") { out in
      for member in members {
        out.documentation(member.field.comment)
        out.line("case \(member.property)(\(member.elementType))")
      }
    }
    out.line()
  }

  func read(in out: inout Output) {
    out.line("switch \(caseMember).rawValue {")
    for member in members {
      let value = member.value(of: member.member)
      out.line("case \(member.field.number):")
      if isPresence {
        out.line("  self.\(property) = \(value)")
      } else if member.field.kind == .message {
        out.line("  self.\(property) = \(value).map { .\(member.property)($0) }")
      } else {
        out.line("  self.\(property) = .\(member.property)(\(value))")
      }
    }
    out.line("default: self.\(property) = nil")
    out.line("}")
  }

  func write(in out: inout Output) {
    out.line("switch self.\(property) {")
    for member in members {
      let pattern = isPresence ? ".some(let value)" : ".\(member.property)(let value)"
      out.line("case \(pattern):")
      out.line("  \(caseMember) = .init(rawValue: \(member.field.number))")
      out.line("  \(member.member) = \(member.cValue(of: "value"))")
    }
    out.line("case nil: break")
    out.line("}")
  }
}
