/// Source text with indentation.
struct Output {
  private(set) var text = ""
  private var depth = 0

  mutating func line(_ line: String = "") {
    if !line.isEmpty { text += String(repeating: "  ", count: depth) + line }
    text += "\n"
  }

  mutating func lines(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      self.line(String(line))
    }
  }

  mutating func block(_ head: String, tail: String = "}", _ body: (inout Output) -> Void) {
    line(head + " {")
    depth += 1
    body(&self)
    depth -= 1
    line(tail)
  }

  /// A function's signature, a parameter a line where one line is too short.
  mutating func signature(
    _ name: String, _ parameters: [String], _ tail: String, body: ((inout Output) -> Void)? = nil
  ) {
    let widthMax = 100
    let oneLine = "\(name)(\(parameters.joined(separator: ", "))) \(tail)"
    var head = oneLine
    if 2 * depth + oneLine.count + " {".count > widthMax {
      line("\(name)(")
      for (index, parameter) in parameters.enumerated() {
        line("  \(parameter)\(index == parameters.count - 1 ? "" : ",")")
      }
      head = ") \(tail)"
    }
    if let body { block(head, body) } else { line(head) }
  }

  /// A proto comment as a documentation comment.
  mutating func documentation(_ comment: String) {
    let text = trimmed(comment)
    if text.isEmpty { return }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = trimmed(line)
      self.line(content.isEmpty ? "///" : "/// \(content)")
    }
  }
}
