import Rules

/// The values of a `policy.csv`: `name,value`, one a line.
enum PolicyFile {
  /// - Throws: what keeps the file from being read, and `policy_file_malformed` with the line.
  static func read(_ path: String) throws -> [(name: String, value: String)] {
    let text = String(decoding: try InputFile.read(path), as: UTF8.self)
    var values: [(name: String, value: String)] = []
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let trimmed = line.filter { $0 != " " && $0 != "\t" && $0 != "\u{FEFF}" && $0 != "\"" }
      if trimmed.isEmpty || (index == 0 && trimmed == "name,value") { continue }
      guard let value = pair(trimmed, separator: ",") else { throw malformed(path, index + 1) }
      values.append(value)
    }
    return values
  }

  /// `late_points=3` as an argument.
  static func pair(argument: String) throws -> (name: String, value: String) {
    guard let pair = pair(argument, separator: "=") else {
      throw Problem(
        .policyFileMalformed, .invalid, zh: "“\(argument)”不是 参数=值",
        en: "'\(argument)' is not name=value",
        remedy: Bilingual(zh: "如 late_points=3", en: "such as late_points=3"))
    }
    return pair
  }

  private static func pair(
    _ text: some StringProtocol, separator: Character
  ) -> (name: String, value: String)? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  private static func malformed(_ path: String, _ line: Int) -> Problem {
    let file = String(path.split(separator: "/").last ?? "")
    return Problem(
      .policyFileMalformed, .invalid, zh: "应为 参数,值", en: "a line is name,value",
      place: Problem.Place(file: file, line: line))
  }
}
