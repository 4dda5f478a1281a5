import Rules

/// A value of JSON, written with its members in the given order.
enum JSONValue {
  case string(String)
  case integer(Int64)
  /// Hundredths as a number with two decimals: `9850` is `98.50`.
  case hundredths(Int64)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([(String, JSONValue)])

  static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  /// Indented by two blanks a level.
  func text(indent: String = "") -> String {
    let deeper = indent + "  "
    switch self {
    case .string(let value): return Self.quoted(value)
    case .integer(let value): return String(value)
    case .hundredths(let value): return hundredthsText(value)
    case .bool(let value): return String(value)
    case .null: return "null"
    case .array(let values):
      if values.isEmpty { return "[]" }
      let lines = values.map { deeper + $0.text(indent: deeper) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { deeper + Self.quoted($0.0) + ": " + $0.1.text(indent: deeper) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
