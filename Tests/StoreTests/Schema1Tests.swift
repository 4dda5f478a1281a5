import Foundation
import Records
import Rules
import Testing

@testable import Store

/// A county's file as the first released schema wrote it (`Schema1/county.sqlite`).
struct Schema1Tests {
  @Test("A file of schema 1 is upgraded with its reviews, adjustments, runs and results")
  func upgrade() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path)
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Schema1/county.sqlite").path
    try FileManager.default.copyItem(
      atPath: fixture, toPath: temporary.path + "/counties/420325.sqlite")
    let county = try await folder.county("420325")
    let records = try await county.read { try $0.records() }
    let names = try #require(records.codes[RecordKind.dimensions.name])
    func dimensions(_ kind: RecordKind) -> [String] {
      (records[kind].integers32["dimension"] ?? []).map { names[Int($0)] }.sorted()
    }
    #expect(dimensions(.reviews) == ["attendance", "competence", "learning"])
    #expect(dimensions(.adjustments) == ["attendance", "hygiene"])
    let month = YearMonth(year: 2025, month: 10)
    let run = try #require(try await county.read { try $0.currentRun(.month(month)) })
    #expect(run.dimensions == Dimension.standard && run.flagNames == ["veto"])
    let vetoed = try #require(try await county.read { try $0.monthResult(month, staffNo: "A2") })
    #expect(vetoed.scores == [9800, 0, 10_000, 10_000, 10_000, 9000, 10_000])
    #expect(vetoed.total == 7810 && vetoed.flags == 1)
    await folder.close()
  }
}
