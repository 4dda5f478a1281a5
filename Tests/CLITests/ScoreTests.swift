import Foundation
import Testing
import TestSupport

@Suite struct ScoreTests {
  @Test(
    "A month's results are the expected bytes, on one core and on many",
    arguments: [("month-small", "2025-10"), ("month-edge", "2025-09")])
  func month(set: String, month: String) async throws {
    let folder = Tool.goldenData.appending(path: set)
    let expected = try String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)
    for threads in ["1", "3"] {
      let outcome = try await Tool.run(
        "score", "--records", folder.path, "--month", month, "--threads", threads)
      #expect(outcome.status == 0)
      #expect(outcome.out == expected)
    }
  }

  @Test("A year's results are the expected bytes", arguments: ["year", "two-years"])
  func year(set: String) async throws {
    let folder = Tool.goldenData.appending(path: set)
    let expected = try String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)
    let outcome = try await Tool.run("year", "--records", folder.path, "--year", "2025")
    #expect(outcome.status == 0)
    #expect(outcome.out == expected)
  }

  @Test("The machine's time zone changes nothing", arguments: ["UTC", "America/New_York"])
  func timeZone(zone: String) async throws {
    let folder = Tool.goldenData.appending(path: "month-small")
    let expected = try String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)
    let outcome = try await Tool.run(
      "score", "--records", folder.path, "--month", "2025-10", environment: ["TZ": zone])
    #expect(outcome.out == expected)
  }

  @Test("Scorers run also where this program's own standard input is closed")
  func closedInput() async throws {
    let folder = Tool.goldenData.appending(path: "month-small")
    let expected = try String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)
    let tool = Tool.folder.appending(path: "windowstaff").path
    let outcome = try await Tool.run(
      URL(filePath: "/bin/sh"),
      ["-c", "exec '\(tool)' score --records '\(folder.path)' --month 2025-10 <&-"], [:])
    #expect(outcome.out == expected, "\(outcome.note)")
  }

  @Test("With --out the file holds the results, and stdout nothing")
  func outFile() async throws {
    let folder = Tool.goldenData.appending(path: "month-small")
    let file = FileManager.default.temporaryDirectory
      .appending(path: "windowstaff-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try await Tool.run(
      "score", "--records", folder.path, "--month", "2025-10", "--out", file.path)
    #expect(outcome.status == 0)
    #expect(outcome.out.isEmpty)
    let expected = try Data(contentsOf: folder.appending(path: "expected.csv"))
    #expect(try Data(contentsOf: file) == expected)
  }

  @Test("The ranking is an aligned table on request, and JSON with --json")
  func presentations() async throws {
    let records = Tool.goldenData.appending(path: "month-small").path
    let arguments = ["score", "--records", records, "--month", "2025-10"]
    try expectGolden(try await Tool.run(arguments + ["--table"]).out, "score-table-zh")
    try expectGolden(
      try await Tool.run(arguments + ["--table", "--lang", "en"]).out, "score-table-en")
    try expectGolden(try await Tool.run(arguments + ["--json"]).out, "score-json")
  }

  @Test("Every lost point of a clerk is explained, in both languages and as JSON")
  func explanation() async throws {
    let records = Tool.goldenData.appending(path: "month-small").path
    let arguments = ["score", "--records", records, "--month", "2025-10", "--explain", "A08"]
    try expectGolden(try await Tool.run(arguments).out, "explain-zh")
    try expectGolden(try await Tool.run(arguments + ["--lang", "en"]).out, "explain-en")
    try expectGolden(try await Tool.run(arguments + ["--json"]).out, "explain-json")
  }

  @Test("The slip shows every step and loads nothing from elsewhere")
  func slip() async throws {
    let records = Tool.goldenData.appending(path: "month-small").path
    let file = FileManager.default.temporaryDirectory
      .appending(path: "windowstaff-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try await Tool.run(
      "score", "--records", records, "--month", "2025-10", "--explain", "A08", "--html", file.path)
    #expect(outcome.status == 0 && outcome.out.isEmpty)
    let page = try String(contentsOf: file, encoding: .utf8)
    for text in ["周涛", "串岗", "1 × 3.00 = −3.00", "wandering_points = 3.00", "I2", "89.60"] {
      #expect(page.contains(text), "\(text)")
    }
    for text in ["http", "<script", "@import", "url("] { #expect(!page.contains(text)) }
  }

  @Test("A clerk who is not there is not found")
  func unknownClerk() async throws {
    let records = Tool.goldenData.appending(path: "month-small").path
    let outcome = try await Tool.run(
      "score", "--records", records, "--month", "2025-10", "--explain", "Z99")
    #expect(outcome.status == 66)
    #expect(outcome.note.contains("错误 [unknown_staff]"))
  }

  @Test("A folder that is not there ends with a failure that names it")
  func noFolder() async throws {
    let outcome = try await Tool.run("score", "--records", "/nowhere", "--month", "2025-10")
    #expect(outcome.status == 66)
    #expect(outcome.note.contains("/nowhere"))
    #expect(outcome.out.isEmpty)
  }
}
