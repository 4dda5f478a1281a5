/// `late_paper_days` → `LatePaperDays`; what is upper case already stays so.
func upperCamel(_ name: String) -> String {
  name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}

/// `late_paper_days` → `latePaperDays`, `GetStaff` → `getStaff`.
func lowerCamel(_ name: String) -> String {
  let camel = upperCamel(name)
  return camel.prefix(1).lowercased() + camel.dropFirst()
}

/// A name that may stand wherever Swift wants an identifier.
func escaped(_ name: String) -> String {
  swiftKeywords.contains(name) ? "`\(name)`" : name
}

/// A field's name in Swift. No property may be called `self`.
func propertyName(_ field: String) -> String {
  let name = lowerCamel(field)
  return name == "self" ? "self_" : escaped(name)
}

/// `LEAVE_KIND_SICK` of `LeaveKind` → `sick`.
func enumCase(_ value: String, of enumName: String) -> String {
  var prefix = ""
  for character in enumName {
    if character.isUppercase && !prefix.isEmpty { prefix += "_" }
    prefix += character.uppercased()
  }
  prefix += "_"
  let short = value.hasPrefix(prefix) ? String(value.dropFirst(prefix.count)) : value
  let name = lowerCamel(short.lowercased())
  return name.first?.isNumber == true ? "_" + name : name
}

func trimmed(_ text: some StringProtocol) -> String {
  var rest = text[...]
  while rest.first?.isWhitespace == true { rest.removeFirst() }
  while rest.last?.isWhitespace == true { rest.removeLast() }
  return String(rest)
}

private let swiftKeywords: Set<String> = [
  "Any", "Protocol", "Self", "Type", "as", "associatedtype", "async", "await", "break", "case",
  "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension",
  "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init",
  "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol",
  "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
  "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
]
