import Foundation
import TestSupport
import Testing

@Suite struct BadInputTests {
  @Test("There is bad input to try")
  func inputExists() { #expect(badInputFolders.count > 40) }

  @Test(
    "Bad input names every place, ends with a failure and writes no results",
    arguments: badInputFolders)
  func badInput(name: String) async throws {
    let folder = Tool.goldenData.appending(path: "bad-input/\(name)")
    let outcome = try await Tool.run("score", "--records", folder.path, "--month", "2025-10")
    #expect(outcome.status != 0)
    #expect(outcome.out.isEmpty)
    let expected = try String(
      contentsOf: folder.appending(path: "expected-error.txt"), encoding: .utf8)
    #expect(
      places(inNote: outcome.note) == expected.split(separator: "\n").map { place(expected: $0) },
      "\(outcome.note)")
  }

  @Test("A wrong value is told in both languages")
  func text() async throws {
    let folder = Tool.goldenData.appending(path: "bad-input/many-errors").path
    let arguments = ["score", "--records", folder, "--month", "2025-10"]
    try expectGolden(try await Tool.run(arguments).note, "many-errors-zh")
    try expectGolden(try await Tool.run(arguments + ["--lang", "en"]).note, "many-errors-en")
  }
}
