import Foundation
import TestSupport
import Testing

/// Records come out of the server as they went in.
@Suite struct ExportTests {
  @Test(
    "An export scores to the golden bytes without a server, and importing it changes nothing",
    arguments: [("month-small", "2025-10"), ("month-edge", "2025-09")])
  func roundTrip(_ golden: (set: String, month: String)) async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden(golden.set)
    let folder = server.folder.appending(path: "export").path
    try await server.succeed("export", folder)
    let scored = try await Tool.run("score", "--records", folder, "--month", golden.month)
    let expected = try String(
      contentsOf: Tool.goldenData.appending(path: "\(golden.set)/expected.csv"),
      encoding: .utf8)
    #expect(scored.out == expected, "\(scored.note)")
    for count in ["inserted", "updated"] {
      let changes = try await server.differences(from: folder, count)
      #expect(!changes.isEmpty && changes.values.allSatisfy { $0 == 0 }, "\(changes)")
    }
  }

  @Test("Only the kinds that are asked for are written, and an unknown one is refused")
  func kinds() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let folder = server.folder.appending(path: "export")
    try await server.succeed("export", folder.path, "--kind", "leaves", "--kind", "exams")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files == ["exams.csv", "leaves.csv"])
    try await server.refuse("unknown_record_kind", "export", folder.path, "--kind", "nothing")
  }
}
