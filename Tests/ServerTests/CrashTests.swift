import Foundation
import TestSupport
import Testing

/// The server is killed in the middle of imports and runs: what was answered is there, what was not
/// is whole or absent, and the next run is right.
@Suite struct CrashTests {
  /// Milliseconds after which the server dies: from before the upload to after the answer.
  static let delays = [1, 10, 30, 60, 100, 150, 220, 300, 400, 550, 750, 1000]

  @Test("An import that dies is stored whole or not at all, and acknowledged records stay")
  func imports() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    for delay in Self.delays {
      let outcome = try await server.killed(after: delay) {
        try await server.run("import", golden("year").path, "--retries", "0")
      }
      #expect([0, 69].contains(outcome.status), "answered, or cut off: \(outcome.note)")
      try await server.start()
      #expect(try await server.missing(from: "month-small").values.allSatisfy { $0 == 0 })
      let missing = try await server.missing(from: "year")
      let isStored = missing["ratings"] == 0
      if outcome.status == 0 { #expect(isStored, "acknowledged after \(delay) ms, but lost") }
      // Staff and calendar overlap between the sets, ratings and punches do not.
      #expect((missing["punches"] == 0) == isStored, "half an import after \(delay) ms")
      if isStored { break }
    }
    try await server.importGolden("year")
    try await server.succeed("appraisal", "run", "--month", "2025-07")
  }

  @Test("What a killed server had spooled is gone once it is up again")
  func spool() async throws {
    let server = try await RunningServer.withCounty()
    let leftover = server.dataFolder.appending(path: "spool/import-left")
    server.kill()
    try FileManager.default.createDirectory(at: leftover, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: leftover.appending(path: "punches.csv"))
    try await server.start()
    #expect(!FileManager.default.fileExists(atPath: leftover.path))
  }

  @Test("A run that dies leaves no results, and the next one gives the golden bytes")
  func runs() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("two-years")
    for delay in Self.delays {
      let outcome = try await server.killed(after: delay) {
        try await server.run("appraisal", "run", "--year", "2025", "--retries", "0")
      }
      #expect([0, 69].contains(outcome.status), "answered, or cut off: \(outcome.note)")
      try await server.start()
      let results = try await server.run("appraisal", "results", "--year", "2025", "--json")
      if outcome.status == 0 { #expect(results.status == 0, "acknowledged, but lost") }
      if results.status != 0 { #expect(results.note.contains("[not_run]"), "\(results.note)") }
      if results.status == 0 { break }
    }
    try await server.succeed("appraisal", "run", "--year", "2025")
    try await server.expectResults(["--year", "2025"], of: "two-years")
  }
}

extension RunningServer {
  /// Does the work while the server dies after so many milliseconds.
  fileprivate func killed(
    after milliseconds: Int, _ work: () async throws -> Tool.Outcome
  ) async throws -> Tool.Outcome {
    async let killing: Void = onOwnThread {
      usleep(UInt32(milliseconds) * 1000)
      self.kill()
    }
    let outcome = try await work()
    try await killing
    return outcome
  }
}
