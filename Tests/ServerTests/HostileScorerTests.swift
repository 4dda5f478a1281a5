import Foundation
import TestSupport
import Testing

/// A scorer that crashes, in the real server: its run fails by name, and nothing else does.
@Suite struct HostileScorerTests {
  /// Hygiene that is sound until somebody was late.
  private static let source = """
    #include <stdlib.h>
    #include "windowstaff_scorer.h"
    static int32_t score(const windowstaff_scorer_batch *b) {
      for (uint64_t m = 0; m < b->member_count; m++) {
        if (b->facts[0][m]) abort();
        b->scores[m] = 10000; b->flags[m] = 0;
      }
      return 0;
    }
    static int32_t explain(const windowstaff_scorer_batch *b, windowstaff_scorer_emit e, void *c) {
      return 0;
    }
    static int32_t self_test(void) { return 0; }
    static const char *const facts[] = {"late"};
    static const windowstaff_scorer_descriptor d = {
      .abi_version = WINDOWSTAFF_SCORER_ABI_VERSION, .size = sizeof d,
      .parameter_size = sizeof(windowstaff_scorer_parameter), .fact_count = 1, .id = "hygiene",
      .version = "6.6.6", .name_zh = "卫生", .name_en = "hygiene", .clause = "12.1.5",
      .facts = facts, .score = score, .explain = explain, .self_test = self_test};
    __attribute__((visibility("default")))
    const windowstaff_scorer_descriptor *windowstaff_scorer(void) { return &d; }
    """

  /// The built scorers with this one in the place of hygiene.
  private func scorers(_ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: Tool.folder.path)
    where name.hasPrefix("libscorer-") && name.hasSuffix(".so") && name != "libscorer-hygiene.so" {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: name), withDestinationURL: Tool.folder.appending(path: name))
    }
    let file = folder.appending(path: "hygiene.c")
    try Self.source.write(to: file, atomically: true, encoding: .utf8)
    let header = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/ScorerABI/include").path
    let compiler = try ChildProcess(
      "/usr/bin/env",
      [
        "cc", "-shared", "-fPIC", "-O2", "-w", "-fvisibility=hidden", "-I", header, "-o",
        folder.appending(path: "libscorer-hygiene.so").path, file.path,
      ])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
  }

  @Test("The run fails with the scorer's name; server, other county and stored results stay")
  func crash() async throws {
    let plugins = FileManager.default.temporaryDirectory.appending(path: "ws-\(UUID())")
    defer { try? FileManager.default.removeItem(at: plugins) }
    try scorers(plugins)
    let server = try await RunningServer.withCounty(arguments: ["--scorers", plugins.path])
    let first = try server.folderWith(
      "staff.csv",
      """
      staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on
      A1,王芳,C1,U1,,civil_servant,2025-10-31,

      """)
    try Data("date,kind\n2025-01-01,rest\n".utf8).write(
      to: URL(filePath: first).appending(path: "calendar.csv"))
    try await server.succeed("import", first)
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    let before = try await server.succeed("appraisal", "results", "--month", "2025-10", "--json")

    // The clerk comes 15 minutes late.
    let late = try server.folderWith(
      "punches.csv",
      """
      staff_no,at,device,method
      A1,2025-10-31 08:45:00,D1,face
      A1,2025-10-31 12:05:00,D1,face
      A1,2025-10-31 14:25:00,D1,face
      A1,2025-10-31 17:35:00,D1,face

      """)
    try await server.succeed("import", late)
    let outcome = try await server.run("appraisal", "run", "--month", "2025-10", "--lang", "en")
    #expect(outcome.status != 0 && outcome.note.contains("[scorer_crashed]"), "\(outcome.note)")
    #expect(outcome.note.contains("hygiene 6.6.6"), "\(outcome.note)")

    let after = try await server.succeed("appraisal", "results", "--month", "2025-10", "--json")
    #expect(after.out == before.out)
    try await server.succeed("county", "create", "420381", "--name", "丹江口市")
    try await server.succeed("import", first, "--county", "420381")
    try await server.succeed("appraisal", "run", "--month", "2025-10", "--county", "420381")
  }
}
