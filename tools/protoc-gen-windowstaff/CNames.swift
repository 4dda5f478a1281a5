/// The names that protoc-c gives to things, by the rules of its `c_helpers.cc`.
enum CNames {
  /// `.windowstaff.v1.GetStaff` → `Windowstaff__V1__GetStaff`.
  static func type(_ fullName: String) -> String {
    fullName.split(separator: ".").map { upperCamel(String($0)) }.joined(separator: "__")
  }

  /// `.windowstaff.v1.GetStaff` → `windowstaff__v1__get_staff`.
  static func lower(_ fullName: String) -> String {
    fullName.split(separator: ".").map { camelToLower(String($0)) }.joined(separator: "__")
  }

  static func field(_ name: String) -> String {
    let lower = name.lowercased()
    return keywords.contains(lower) ? lower + "_" : lower
  }

  /// The member that tells which one of a oneof is set.
  static func oneofCase(_ name: String) -> String { camelToLower(name) + "_case" }

  private static func camelToLower(_ name: String) -> String {
    var out = ""
    var wasUpper = true
    for character in name {
      if character.isUppercase && !wasUpper { out += "_" }
      out += character.lowercased()
      wasUpper = character.isUppercase
    }
    return out
  }

  private static let keywords: Set<String> = [
    "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "class", "compl", "const", "const_cast", "continue", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "extern", "false", "float", "for", "friend",
    "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "not", "not_eq",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch", "template",
    "this", "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using",
    "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
  ]
}
