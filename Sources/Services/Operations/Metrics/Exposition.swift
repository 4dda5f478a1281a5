/// A page in Prometheus' text format 0.0.4, made family by family.
struct Exposition {
  enum Kind: String { case counter, gauge, histogram }

  private(set) var text = ""

  /// Begins a family; its samples follow.
  mutating func family(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  mutating func sample(
    _ name: String, _ labels: [(name: String, value: String)] = [], is value: String
  ) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.name)=\"\($0.value.labelValue)\"" }.joined(separator: ",")
      text += "}"
    }
    text += " \(value)\n"
  }

  /// A family of one sample.
  mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: some BinaryInteger) {
    family(name, kind, help)
    sample(name, is: "\(value)")
  }

  /// Seconds as a decimal number, to the last nanosecond: no floating point loses one.
  static func seconds(nanoseconds: Int64) -> String {
    let digits = String(nanoseconds.magnitude)
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    var fraction = padded.suffix(9)
    while fraction.last == "0" { fraction.removeLast() }
    let whole = (nanoseconds < 0 ? "-" : "") + padded.dropLast(9)
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}

extension String {
  fileprivate var labelValue: String {
    guard utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return self }
    var escaped = ""
    for character in unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
