import Foundation
import TestSupport
import Testing

/// `score --all`: many counties in one command.
@Suite struct ProvinceTests {
  private static let month = Tool.goldenData.appending(path: "month-small")
  private static let files = FileManager.default

  /// A folder for a province, and one for its results.
  private func withProvince(_ body: (_ province: URL, _ out: URL) async throws -> Void) async throws
  {
    let folder = Self.files.temporaryDirectory.appending(path: "province-\(UUID().uuidString)")
    let province = folder.appending(path: "in")
    try Self.files.createDirectory(at: province, withIntermediateDirectories: true)
    defer { try? Self.files.removeItem(at: folder) }
    try await body(province, folder.appending(path: "out"))
  }

  private func expected(_ set: String) throws -> Data {
    try Data(contentsOf: Tool.goldenData.appending(path: "\(set)/expected.csv"))
  }

  @Test(
    "Each county's months are the expected bytes, in both layouts, on one core and on many",
    arguments: ["1", "3"])
  func results(threads: String) async throws {
    try await withProvince { province, out in
      try Self.files.copyItem(at: Self.month, to: province.appending(path: "420325"))
      for (county, set, month) in [
        ("420326", "month-small", "2025-10"), ("420327", "month-edge", "2025-09"),
        ("420327", "month-small", "2025-10"),
      ] {
        let folder = province.appending(path: county)
        try Self.files.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.files.copyItem(
          at: Tool.goldenData.appending(path: set), to: folder.appending(path: month))
      }
      let outcome = try await Tool.run(
        "score", "--all", province.path, "--month", "2025-10", "--out", out.path, "--threads",
        threads)
      #expect(outcome.status == 0, "\(outcome.note)")
      for county in ["420325", "420326", "420327"] {
        let file = out.appending(path: "\(county)/2025-10.csv")
        #expect(try Data(contentsOf: file) == expected("month-small"))
      }
      #expect(!Self.files.fileExists(atPath: out.appending(path: "420327/2025-09.csv").path))
      try expectGolden(outcome.out, "score-all")
    }
  }

  @Test("Months of a range are read from one folder or from one each")
  func months() async throws {
    try await withProvince { province, out in
      let folder = province.appending(path: "420327")
      try Self.files.createDirectory(at: folder, withIntermediateDirectories: true)
      for (set, month) in [("month-edge", "2025-09"), ("month-small", "2025-10")] {
        try Self.files.copyItem(
          at: Tool.goldenData.appending(path: set), to: folder.appending(path: month))
      }
      try Self.files.copyItem(
        at: Tool.goldenData.appending(path: "year"), to: province.appending(path: "420328"))
      let outcome = try await Tool.run(
        "score", "--all", province.path, "--month", "2025-09..2025-10", "--out", out.path)
      #expect(outcome.status == 0, "\(outcome.note)")
      for (set, month) in [("month-edge", "2025-09"), ("month-small", "2025-10")] {
        let file = out.appending(path: "420327/\(month).csv")
        #expect(try Data(contentsOf: file) == expected(set))
        let alone = try await Tool.run(
          "score", "--records", Tool.goldenData.appending(path: "year").path, "--month", month)
        let one = out.appending(path: "420328/\(month).csv")
        #expect(try String(contentsOf: one, encoding: .utf8) == alone.out)
      }
    }
  }

  @Test("A county with errors, or without a month, stops no other; the exit code says so")
  func errors() async throws {
    try await withProvince { province, out in
      for county in ["420325", "420326", "420327"] {
        try Self.files.copyItem(at: Self.month, to: province.appending(path: county))
      }
      try Self.files.createDirectory(
        at: province.appending(path: "420328"), withIntermediateDirectories: false)
      let broken = province.appending(path: "420326/incidents.csv")
      let text = try String(contentsOf: broken, encoding: .utf8)
      try text.replacingOccurrences(of: "B0", with: "S0").write(
        to: broken, atomically: true, encoding: .utf8)
      let outcome = try await Tool.run(
        "score", "--all", province.path, "--month", "2025-10", "--out", out.path, "--lang", "en")
      #expect(outcome.status == 65)
      for text in [
        "[unknown_reference] 420326/incidents.csv:", "[unreadable_file]", "420328/2025-10",
        "[counties_failed] 2 of 4 counties were not scored whole: 420326, 420328",
      ] {
        #expect(outcome.note.contains(text), "\(text): \(outcome.note)")
      }
      for county in ["420325", "420327"] {
        let file = out.appending(path: "\(county)/2025-10.csv")
        #expect(try Data(contentsOf: file) == expected("month-small"))
      }
      let written = try Self.files.contentsOfDirectory(atPath: out.path).sorted()
      #expect(written == ["420325", "420327"])
    }
  }

  @Test("A folder without counties and options that do not go together are refused")
  func refusals() async throws {
    try await withProvince { province, out in
      let empty = try await Tool.run(
        "score", "--all", province.path, "--month", "2025-10", "--out", out.path)
      #expect(empty.status == 66 && empty.note.contains("[no_counties]"))
      let month = ["score", "--month", "2025-10"]
      for arguments in [
        month, month + ["--all", "x"], month + ["--all", "x", "--records", "y", "--out", "z"],
        month + ["--all", "x", "--out", "z", "--explain", "A1"],
        ["score", "--records", "x", "--month", "2025-01..2025-02"],
      ] {
        #expect(try await Tool.run(arguments).status == 64, "\(arguments)")
      }
    }
  }
}
