import Foundation
import TestSupport
import Testing

/// The server is killed in the middle of imports and runs: what was answered is there, what was not
/// is whole or absent, and the next run is right.
@Suite struct CrashTests {
  /// Milliseconds after which the server dies: from before the upload to after the answer.
  static let delays = [1, 10, 30, 60, 100, 150, 220, 300, 400, 550, 750, 1000]

  @Test("An import that dies is stored whole or not at all, and acknowledged records stay")
  func imports() throws {
    let server = try RunningServer.withCounty()
    try server.importGolden("month-small")
    for delay in Self.delays {
      let outcome = try server.killed(after: delay) {
        try server.run("import", golden("year").path)
      }
      try server.start()
      #expect(try server.missing(from: "month-small").values.allSatisfy { $0 == 0 })
      let missing = try server.missing(from: "year")
      let isStored = missing["ratings"] == 0
      if outcome.status == 0 { #expect(isStored, "acknowledged after \(delay) ms, but lost") }
      // Staff and calendar overlap between the sets, ratings and punches do not.
      #expect((missing["punches"] == 0) == isStored, "half an import after \(delay) ms")
      if isStored { break }
    }
    try server.importGolden("year")
    try server.succeed("appraisal", "run", "--month", "2025-07")
  }

  @Test("A run that dies leaves no results, and the next one gives the golden bytes")
  func runs() throws {
    let server = try RunningServer.withCounty()
    try server.importGolden("two-years")
    for delay in Self.delays {
      let outcome = try server.killed(after: delay) {
        try server.run("appraisal", "run", "--year", "2025")
      }
      try server.start()
      let results = try server.run("appraisal", "results", "--year", "2025", "--json")
      if outcome.status == 0 { #expect(results.status == 0, "acknowledged, but lost") }
      if results.status != 0 { #expect(results.note.contains("[not_run]"), "\(results.note)") }
      if results.status == 0 { break }
    }
    try server.succeed("appraisal", "run", "--year", "2025")
    try server.expectResults(["--year", "2025"], of: "two-years")
  }
}

extension RunningServer {
  /// Does the work while the server dies after so many milliseconds.
  fileprivate func killed(
    after milliseconds: Int, _ work: () throws -> Tool.Outcome
  ) rethrows -> Tool.Outcome {
    let done = DispatchSemaphore(value: 0)
    Thread {
      usleep(UInt32(milliseconds) * 1000)
      self.kill()
      done.signal()
    }.start()
    defer { done.wait() }
    return try work()
  }
}
