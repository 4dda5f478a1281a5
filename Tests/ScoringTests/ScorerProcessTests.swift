import Foundation
import Records
import Rules
import Testing

@testable import Scoring

/// The seven scorers in a child process.
func processScorers() throws -> ScorerProcess {
  try ScorerProcess(folder: ScorerFolder.beside())
}

/// Scorers in a child process give what those in this process give.
struct ScorerProcessTests {
  @Test(
    "The child scores and explains the golden months to the byte, with one thread and with four")
  func golden() throws {
    let records = try Golden.read("month-edge")
    let scoring = try MonthScoring(host: processScorers(), policy: records.policy)
    let month = YearMonth(year: 2025, month: 9)
    for threads in [1, 4] {
      let csv = try scoring.run(
        records, month: month, options: ScoringOptions(threads: threads)
      ).csv
      let expected = try Golden.expected("month-edge")
      #expect(csv == expected, "\(firstDifference(csv, expected))")
    }
    let here = try MonthScoring(host: builtScorers(), policy: records.policy)
      .appraise(records, month: month)
    let there = try scoring.appraise(records, month: month)
    for row in 0..<min(here.result.count, 20) {
      let staffNo = here.result.staffNo(row)
      #expect(try here.explain(staffNo) == there.explain(staffNo))
    }
  }

  @Test("Every built scorer passes the whole verification, stage by stage")
  func verification() throws {
    for path in try ScorerFolder.files(in: ScorerFolder.beside()) {
      var stages: [ScorerVerification.Stage] = []
      try ScorerVerification.verify(path: path) { stages.append($0) }
      #expect(
        stages == [.size, .platform, .abi, .descriptor, .selfTest, .determinism], "\(path)")
    }
  }

  @Test("Files that are no scorers for this machine are refused before they are loaded")
  func platform() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "lib-\(UUID()).so")
    defer { try? FileManager.default.removeItem(at: path) }
    let built = try Data(contentsOf: URL(filePath: ScorerFolder.beside() + "/libscorer-hygiene.so"))
    func code(_ content: Data) throws -> Problem.Code? {
      try content.write(to: path)
      return #expect(throws: Problem.self) { try ScorerVerification.verify(path: path.path) }?.code
    }
    #expect(try code(Data()) == .scorerSize)
    #expect(try code(Data(count: ScorerVerification.bytesMax + 1)) == .scorerSize)
    #expect(try code(Data("no library".utf8)) == .scorerPlatform)
    var other = built
    other[18] = 0xB7
    other[19] = 0
    #expect(try code(other) == .scorerPlatform)
    var program = built
    program[16] = 2
    #expect(try code(program) == .scorerPlatform)
    #expect(try code(built.prefix(built.count - 1)) == .scorerNotLoadable)
  }

  @Test("A child that died is replaced by the next call")
  func replaced() throws {
    var scorer = HostileScorer()
    // Crashes for the member who was late.
    scorer.score = """
      for (uint64_t m = 0; m < b->member_count; m++) {
        if (b->facts[0][m]) abort();
        b->scores[m] = 9000; b->flags[m] = 0;
      }
      """
    let host = try ScorerProcess(
      paths: ScorerFolder.files(in: ScorerFolder.beside()) + [scorer.build()])
    let month = YearMonth(year: 2025, month: 10)
    let good = try RecordFolder([:]).read()
    let bad = try RecordFolder([
      "punches": [
        "A1,2025-10-28 08:45:00,D1,face", "A1,2025-10-28 12:01:00,D1,face",
        "A1,2025-10-28 14:25:00,D1,face", "A1,2025-10-28 17:31:00,D1,face",
      ]
    ]).read()
    let scoring = try MonthScoring(host: host, policy: Policy(schema: host.schema))
    for _ in 0..<3 {
      #expect(throws: Problem.self) { try scoring.run(bad, month: month) }
      #expect(try scoring.run(good, month: month).count == 1)
    }
  }

  @Test("Without windowstaff-scorer the message says what is missing")
  func noProgram() throws {
    let problem = #expect(throws: Problem.self) {
      try ScorerProcess(folder: ScorerFolder.beside(), program: "/nowhere/windowstaff-scorer")
    }
    #expect(problem?.code == .scorerProcess)
  }
}
