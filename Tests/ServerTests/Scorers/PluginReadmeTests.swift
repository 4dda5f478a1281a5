import Foundation
import TestSupport
import Testing

/// `plugins/README.md`, followed word by word: each line `$ command` of its `console` blocks, in
/// one folder, against a server of its own.
@Suite struct PluginReadmeTests {
  private static let root = Tool.goldenData.deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static var rewrites: Bool {
    ProcessInfo.processInfo.environment["WINDOWSTAFF_REWRITE_GOLDEN"] == "1"
  }

  @Test("From nothing to an activated scorer; WINDOWSTAFF_REWRITE_GOLDEN=1 writes what comes")
  func walkThrough() async throws {
    let server = try await RunningServer()
    let folder = server.folder.appending(path: "walk")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "records"),
      withDestinationURL: Tool.goldenData.appending(path: "month-small"))
    let file = Self.root.appending(path: "plugins/README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    var (written, isConsole, commands) = ("", false, 0)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isConsole = line == "```console" }
      if isConsole, line.hasPrefix("$ ") {
        let outcome = try await run(line.dropFirst(2), in: folder, server)
        #expect(outcome.status == 0, "\(line)\n\(outcome.note)\n\(server.log)")
        written += line + "\n" + outcome.out
        commands += 1
      } else if !isConsole || line.hasPrefix("```") {
        written += line + "\n"
      }
    }
    written.removeLast()
    #expect(commands > 5)
    let picture = Self.root.appending(path: "plugins/backtest.svg")
    let drawn = try Data(contentsOf: folder.appending(path: "backtest.svg"))
    if Self.rewrites {
      try written.write(to: file, atomically: true, encoding: .utf8)
      try drawn.write(to: picture)
    }
    #expect(Self.masked(written) == Self.masked(text))
    #expect(try Data(contentsOf: picture) == drawn)
  }

  private func run(
    _ command: Substring, in folder: URL, _ server: RunningServer
  ) async throws -> Tool.Outcome {
    try await Tool.run(
      URL(filePath: "/bin/sh"), ["-c", "cd '\(folder.path)' && \(command)"],
      [
        "PATH": "\(Tool.folder.path):/usr/local/bin:/usr/bin:/bin",
        "WINDOWSTAFF_ADDRESS": server.address, "WINDOWSTAFF_COUNTY": "420325",
      ])
  }

  /// Digests and keys depend on the compiler and on chance, times on the clock.
  private static func masked(_ text: String) -> String {
    text.replacing(/[0-9a-f]{12,64}/, with: "#")
      .replacing(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/, with: "@")
  }
}
