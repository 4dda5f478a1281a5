/// A proto enum as a Swift enum that keeps numbers it does not know.
struct EnumCode {
  let descriptor: EnumDescriptor
  let schema: Schema

  func write(in out: inout Output) {
    // An alias is another name of the same number; the first one is the case.
    var seen: Set<Int> = []
    let values = descriptor.values.filter { seen.insert($0.number).inserted }.map {
      (name: enumCase($0.name, of: descriptor.name), value: $0)
    }
    let shortName = schema.name(of: descriptor.fullName).swift.split(separator: ".").last ?? ""
    out.documentation(descriptor.comment)
    out.block("public enum \(shortName): ProtobufEnum") { out in
      for (name, value) in values {
        out.documentation(value.comment)
        out.line("case \(escaped(name))")
      }
      out.line("/// A number that this version of the schema does not name.")
      out.line("case unrecognized(Int32)")
      out.line()
      out.block("public init(rawValue: Int32)") { out in
        out.line("switch rawValue {")
        for (name, value) in values { out.line("case \(value.number): self = .\(escaped(name))") }
        out.line("default: self = .unrecognized(rawValue)")
        out.line("}")
      }
      out.line()
      out.block("public var rawValue: Int32") { out in
        out.line("switch self {")
        for (name, value) in values { out.line("case .\(escaped(name)): \(value.number)") }
        out.line("case .unrecognized(let rawValue): rawValue")
        out.line("}")
      }
      out.line()
      let list = values.map { ".\(escaped($0.name))" }.joined(separator: ", ")
      out.line("public static var allCases: [Self] { [\(list)] }")
    }
  }
}
