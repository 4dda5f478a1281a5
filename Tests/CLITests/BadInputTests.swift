import Foundation
import Testing
import TestSupport

@Suite struct BadInputTests {
  static let folders: [String] =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Tool.goldenData.appending(path: "bad-input").path)) ?? []).sorted()

  @Test("There is bad input to try")
  func inputExists() { #expect(Self.folders.count > 40) }

  @Test(
    "Bad input names every place, ends with a failure and writes no results", arguments: folders)
  func badInput(name: String) throws {
    let folder = Tool.goldenData.appending(path: "bad-input/\(name)")
    let outcome = try Tool.run("score", "--records", folder.path, "--month", "2025-10")
    #expect(outcome.status != 0)
    #expect(outcome.out.isEmpty)
    let expected = try String(
      contentsOf: folder.appending(path: "expected-error.txt"), encoding: .utf8)
    #expect(
      places(inNote: outcome.note) == expected.split(separator: "\n").map { place(expected: $0) },
      "\(outcome.note)")
  }

  @Test("A wrong value is told in both languages")
  func text() throws {
    let folder = Tool.goldenData.appending(path: "bad-input/many-errors").path
    let arguments = ["score", "--records", folder, "--month", "2025-10"]
    try expectGolden(try Tool.run(arguments).note, "many-errors-zh")
    try expectGolden(try Tool.run(arguments + ["--lang", "en"]).note, "many-errors-en")
  }

  /// `错误 [code] punches.csv:2:staff_no: …` → `punches.csv:2:staff_no`.
  private func places(inNote note: String) -> [String] {
    note.split(separator: "\n").filter { $0.hasPrefix("错误 [") }.compactMap { line in
      guard let end = line.range(of: "] ")?.upperBound else { return nil }
      return line[end...].range(of: ": ").map { String(line[end..<$0.lowerBound]) }
    }
  }

  /// `punches.csv, line 2, column staff_no: …` → `punches.csv:2:staff_no`.
  private func place(expected line: Substring) -> String {
    let place = line.range(of: ": ").map { line[..<$0.lowerBound] } ?? line
    return place.replacingOccurrences(of: ", line ", with: ":")
      .replacingOccurrences(of: ", column ", with: ":")
  }
}
