import Foundation
import TestSupport
import Testing

/// Bad input through the server: told by place, nothing stored, server up.
@Suite struct BadInputThroughServerTests {
  /// It is an error of the run, not of the import.
  static let runError = "unknown-calendar-year"

  @Test("Every bad folder is refused at its places, and nothing of it is stored")
  func refusals() async throws {
    let server = try await RunningServer.withCounty()
    for name in badInputFolders where name != Self.runError {
      let folder = golden("bad-input/\(name)")
      let outcome = try await server.run("import", folder.path)
      #expect(outcome.status == 65, "\(name): \(outcome.note)")
      let expected = try String(
        contentsOf: folder.appending(path: "expected-error.txt"), encoding: .utf8)
      #expect(
        places(inNote: outcome.note)
          == expected.split(separator: "\n").map { place(expected: $0) }, "\(name)")
    }
    let missing = try await server.missing(from: "month-small")
    #expect(missing["staff"] == 16 && missing["punches"] == 263)
  }

  @Test("A year that the calendar does not know is an error of the run")
  func unknownYear() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("bad-input/\(Self.runError)")
    let outcome = try await server.run("appraisal", "run", "--month", "2025-10")
    #expect(outcome.status == 76)
    #expect(places(inNote: outcome.note) == ["calendar.csv:date"])
  }

  @Test("Parameters of two imports must keep the policy's conditions together")
  func policyInParts() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    try await server.succeed(
      "import", server.folderWith("policy.csv", "name,value\nhalf_day_minutes,40\n"))
    try await server.refuse(
      "policy_condition", "import",
      server.folderWith("policy.csv", "name,value\ngrace_minutes,50\n"))
  }
}
