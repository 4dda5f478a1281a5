import Foundation
import TestSupport
import Testing

/// The golden sets through server, import, run and results: the same bytes as from the files.
@Suite struct GoldenThroughServerTests {
  @Test(
    "A month through the server is the golden month to the byte",
    arguments: [("month-small", "2025-10"), ("month-edge", "2025-09")],
    ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
  func month(_ golden: (set: String, month: String), _ zone: String) async throws {
    let server = try await RunningServer.withCounty(environment: ["TZ": zone])
    try await server.importGolden(golden.set)
    try await server.succeed("appraisal", "run", "--month", golden.month)
    try await server.expectResults(["--month", golden.month], of: golden.set)
  }

  @Test(
    "A year through the server is the golden year to the byte", arguments: ["year", "two-years"],
    [1, 4])
  func year(_ set: String, _ threads: Int) async throws {
    let server = try await RunningServer.withCounty(arguments: ["--threads", "\(threads)"])
    try await server.importGolden(set)
    try await server.succeed("appraisal", "run", "--year", "2025")
    try await server.expectResults(["--year", "2025"], of: set)
  }

  @Test("Codes that need quotes, also before a combining mark, are the same bytes as offline")
  func quotedCodes() async throws {
    let server = try await RunningServer.withCounty()
    let records = try server.folderWith(
      "staff.csv",
      """
      staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on
      "S""\u{301},1",张三,C1,U1,,civil_servant,2020-01-01,

      """)
    try Data("date,kind\n2025-10-01,rest\n".utf8).write(
      to: URL(filePath: records).appending(path: "calendar.csv"))
    try await server.succeed("import", records)
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    let online = try await server.succeed("appraisal", "results", "--month", "2025-10")
    let offline = try await Tool.run("score", "--records", records, "--month", "2025-10")
    #expect(online.out.utf8.elementsEqual(offline.out.utf8), "\(online.out)\n\(offline.out)")
    #expect(offline.out.contains("C1"))
  }

  @Test("Importing the same records again changes nothing, and the results stay")
  func importTwice() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let again = try await server.importGolden("month-small")
    let counts = again.out.split(separator: "\n").filter { $0.contains("punches") }
    #expect(counts.count == 1 && counts[0].split(separator: " ").dropFirst() == ["0", "0", "263"])
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    try await server.expectResults(["--month", "2025-10"], of: "month-small")
  }

  @Test("A dry run reports the differences and stores nothing")
  func dryRun() async throws {
    let server = try await RunningServer.withCounty()
    let dry = try await server.run("import", golden("month-small").path, "--dry-run")
    #expect(dry.status == 0)
    #expect(dry.out.contains("punches"))
    let list = try await server.succeed("staff", "list", "--json")
    #expect(!list.out.contains("A01"))
  }

  @Test("Every clerk's explanation is checked against the stored result")
  func explanations() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    for staffNo in ["A01", "A06", "B01", "B02", "B03", "B04"] {
      try await server.succeed("appraisal", "explain", staffNo, "--month", "2025-10")
    }
  }

  @Test("Records that change after a run are told apart from what the run saw")
  func staleExplanation() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    let more = try server.folderWith(
      "incidents.csv",
      """
      incident_no,staff_no,date,time,kind,minutes,status,source
      NEW1,A01,2025-10-28,,gaming,,confirmed,camera

      """)
    try await server.succeed("import", more)
    let stale = try await server.run("appraisal", "explain", "A01", "--month", "2025-10")
    #expect(stale.status != 0 && stale.note.contains("records_changed"))
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    let fresh = try await server.succeed("appraisal", "explain", "A01", "--month", "2025-10")
    #expect(fresh.out.contains("NEW1"))
  }
}
