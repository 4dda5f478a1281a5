import Foundation
import Records
import Rules
import TestSupport
import Testing

@testable import Scoring

/// A county's own dimension, with facts and parameters of its own: the example `bonus`.
struct CountyDimensionTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The seven and the example.
  private func host() throws -> ScorerProcess {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bonus-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let library = folder.appending(path: "libscorer-bonus.so").path
    let compiler = try ChildProcess(
      "/usr/bin/env",
      [
        "cc", "-std=c11", "-Wall", "-Werror", "-shared", "-fPIC", "-O2", "-fvisibility=hidden",
        "-I",
        Self.root.appending(path: "Sources/ScorerABI/include").path, "-o", library,
        Self.root.appending(path: "plugins/examples/bonus/Scorer.c").path,
      ])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    try ScorerVerification.verify(path: library)
    return try ScorerProcess(paths: ScorerFolder.files(in: ScorerFolder.beside()) + [library])
  }

  private let month = YearMonth(year: 2025, month: 10)

  private static let files = [
    "policy": ["weight_bonus,10", "weight_learning,0", "bonus_cap_points,25"],
    "facts": [
      "staff_no,month,name,value", "A1,2025-10,commendations,2", "A1,2025-09,commendations,9",
      "A1,2025-10,proposals,3", "A1,2025-10,unread,5",
    ],
    "adjustments": ["A1,2025-10,bonus,-1.50"],
    "reviews": ["A1,2025-10,leader,L1,bonus,77"],
  ]

  private func records(_ host: ScorerProcess, _ files: [String: [String]]) throws -> RecordSet {
    let folder = try RecordFolder(files)
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    var reader = RecordReader()
    reader.schema = host.schema
    return try reader.read(folder: folder.path).records
  }

  @Test("It is a column of the results, weighs in the total, and is explained from its records")
  func bonus() throws {
    let host = try host()
    let records = try records(host, Self.files)
    let appraised = try MonthScoring(host: host, policy: records.policy)
      .appraise(records, month: month)
    let csv = String(decoding: appraised.result.csv, as: UTF8.self)
    // 60.00 + 2 × 10.00 + 1 × 5.00 (the cap is 25.00) − 1.50.
    #expect(
      csv.hasPrefix(
        "month,center_code,staff_no,attendance,discipline,competence,conduct,hygiene,evaluation,"
          + "learning,bonus,total,rank,grade,flags\n"))
    #expect(csv.contains(",83.50,"))
    let explanation = try appraised.explain("A1")
    let bonus = try #require(explanation.dimensions.last)
    #expect(bonus.dimension.rawValue == "bonus" && bonus.weight == 10 && bonus.score == 8350)
    let counted = try #require(bonus.steps.first { $0.kind == .count })
    #expect(counted.fact == .county("commendations") && counted.quantity == 2)
    #expect(counted.fact?.rawValue == "county.commendations")
    #expect(bonus.steps.flatMap(\.evidence).map(\.kind).contains("facts"))
    #expect(bonus.steps.flatMap(\.evidence).map(\.kind).contains("adjustments"))
  }

  @Test("A county fact that no record gives is 0")
  func withoutFacts() throws {
    let host = try host()
    let records = try records(host, ["policy": ["weight_bonus,10", "weight_learning,0"]])
    let csv = try MonthScoring(host: host, policy: records.policy).run(records, month: month).csv
    #expect(String(decoding: csv, as: UTF8.self).contains(",60.00,"))
  }

  @Test("Weights are over the seven and the county's own, and sum to 100 with a reason where not")
  func weights() throws {
    let host = try host()
    let report = #expect(throws: ProblemReport.self) {
      try Policy([(name: "weight_bonus", value: "10")], schema: host.schema)
    }
    #expect(report?.problems.map(\.code) == [.policyCondition])
    #expect(report?.problems.first?.text.en.contains("weight_bonus") == true)
    let outside = #expect(throws: ProblemReport.self) {
      try Policy([(name: "bonus_cap_points", value: "100.01")], schema: host.schema)
    }
    #expect(outside?.problems.map(\.code) == [.policyValue])
    let unknown = #expect(throws: ProblemReport.self) {
      try Policy([(name: "weight_bonus", value: "0")])
    }
    #expect(unknown?.problems.map(\.code) == [.unknownParameter])
    let policy = try Policy(
      [(name: "weight_bonus", value: "10"), (name: "weight_learning", value: "0")],
      schema: host.schema)
    let missing = #expect(throws: Problem.self) {
      try MonthScoring(host: builtScorers(), policy: policy)
    }
    #expect(missing?.code == .scorerMissing)
  }

  @Test("Values of county facts are whole, their names are ids, and dimensions are the county's")
  func badRecords() throws {
    let host = try host()
    func codes(_ files: [String: [String]]) throws -> [Problem.Code] {
      #expect(throws: ProblemReport.self) { try records(host, files) }?.problems.map(\.code) ?? []
    }
    let header = "staff_no,month,name,value"
    #expect(try codes(["facts": [header, "A1,2025-10,commendations,1.5"]]) == [.malformedValue])
    #expect(try codes(["facts": [header, "A1,2025-10,Praise,1"]]) == [.malformedValue])
    #expect(try codes(["facts": [header, "A9,2025-10,praise,1"]]) == [.unknownReference])
    #expect(
      try codes(["facts": [header, "A1,2025-10,praise,1", "A1,2025-10,praise,2"]]) == [.repeatedKey]
    )
    #expect(try codes(["reviews": ["A1,2025-10,leader,L1,punctuality,77"]]) == [.malformedValue])
    let negative = try records(host, ["facts": [header, "A1,2025-10,commendations,-3"]])
    #expect(negative[.facts].numbers("value") == [-3])
  }

  @Test("Two scorers that declare one parameter differently are refused by its name")
  func conflict() throws {
    var one = HostileScorer(id: "bonus_one")
    one.globals = Self.parameter(maximum: 50)
    one.descriptor = "d.parameters = &own; d.parameter_count = 1;"
    var two = HostileScorer(id: "bonus_two")
    two.globals = Self.parameter(maximum: 60)
    two.descriptor = one.descriptor
    let problem = #expect(throws: Problem.self) {
      _ = try ScorerProcess(paths: [one.build(), two.build()])
    }
    #expect(problem?.code == .parameterConflict && problem?.field == "shared_points")
    two.globals = one.globals
    #expect(throws: Never.self) { _ = try ScorerProcess(paths: [one.build(), two.build()]) }
  }

  private static func parameter(maximum: Int) -> String {
    "static const windowstaff_scorer_parameter own = {\"shared_points\", \"x\", \"x\", 2, 0, 0, "
      + "\(maximum), 1};"
  }

  @Test("More flags than a result holds are refused, and none is dropped")
  func flags() throws {
    func scorer(_ id: String) throws -> String {
      var scorer = HostileScorer(id: id)
      let names = (0..<20).map { "\"\(id)_\($0)\"" }.joined(separator: ", ")
      scorer.globals = "static const char *const own[] = {\(names)};"
      scorer.descriptor = "d.flags = own; d.flag_count = 20;"
      scorer.score = """
        EACH(9000, 1u << 19)
        """
      return try scorer.build()
    }
    let seven = try ScorerFolder.files(in: ScorerFolder.beside())
    let records = try RecordFolder([:]).read()
    let one = try ScorerProcess(paths: seven + [scorer("one")])
    let result = try MonthScoring(host: one, policy: records.policy).run(records, month: month)
    #expect(result.flagNames(of: 0) == ["one_19"])
    let both = try ScorerProcess(paths: seven + [scorer("one"), scorer("two")])
    let problem = #expect(throws: Problem.self) {
      try MonthScoring(host: both, policy: records.policy)
    }
    #expect(problem?.code == .scorerFlags)
  }
}
