import Glibc

/// Colours of a terminal, or none.
struct Style {
  let isOn: Bool

  /// Off on request (`--no-color`, the `NO_COLOR` convention) and wherever nobody looks.
  init(noColor: Bool, isTerminal: Bool) {
    let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    isOn = isTerminal && !noColor && !refused
  }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func faint(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
