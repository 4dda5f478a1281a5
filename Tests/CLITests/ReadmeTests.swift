import Foundation
import Testing
import TestSupport

/// The `console` blocks of the README: a line `$ command`, then what it writes.
@Suite struct ReadmeTests {
  private static let root = Tool.goldenData.deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("What the README shows is what comes, `WINDOWSTAFF_REWRITE_GOLDEN=1` writes what comes")
  func examples() async throws {
    let file = Self.root.appending(path: "README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    var (written, isConsole) = ("", false)
    var commands = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isConsole = line == "```console" }
      if isConsole, line.hasPrefix("$ ") {
        written += line + "\n" + (try await Self.output(of: line.dropFirst(2)))
        commands += 1
      } else if !isConsole || line.hasPrefix("```") {
        written += line + "\n"
      }
    }
    written.removeLast()
    #expect(commands > 0)
    if ProcessInfo.processInfo.environment["WINDOWSTAFF_REWRITE_GOLDEN"] == "1" {
      try written.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(written == text)
  }

  /// Results and errors as a reader sees them, without the notes about files that are left aside.
  private static func output(of command: Substring) async throws -> String {
    let words = command.split(separator: " ").map(String.init)
    try #require(words.first == "windowstaff", "\(command)")
    let arguments = words.dropFirst().map {
      $0.hasPrefix("Tests/") ? root.appending(path: $0).path : $0
    }
    let outcome = try await Tool.run(arguments)
    return outcome.status == 0 ? outcome.out : outcome.note
  }
}
