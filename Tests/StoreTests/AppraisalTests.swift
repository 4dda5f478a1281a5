import Rules
import Testing

@testable import Store

@Suite("Results of a run take the place of the last good ones at once")
struct AppraisalTests {
  private let month = YearMonth(year: 2025, month: 9)

  @Test("results are paged in their order, by centre and grade, and found by number")
  func reading() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let run = try await finish(store, results(total: 9_000))
      try await store.read { (snapshot: ReadSnapshot) throws in
        #expect(try snapshot.currentRun(.month(month)) == run)
        #expect(run.status == .finished && run.memberCount == 30)
        var all: [MonthResult] = []
        var token: String?
        repeat {
          let page = try snapshot.monthResults(month, pageSize: 7, pageToken: token)
          all += page.items
          token = page.nextToken
        } while token != nil
        #expect(all == results(total: 9_000))
        #expect(run.excellentCount == all.count { $0.grade == 1 })
        #expect(run.unqualifiedCount == all.count { $0.grade == 3 })
        let center = try snapshot.monthResults(month, .init(centerCode: "C2"), pageSize: 100)
        #expect(center.items == all.filter { $0.centerCode == "C2" } && center.nextToken == nil)
        let grade = try snapshot.monthResults(month, .init(grade: 1), pageSize: 100)
        #expect(grade.items == all.filter { $0.grade == 1 })
        #expect(
          try snapshot.monthResult(month, staffNo: "S17") == all.first { $0.staffNo == "S17" })
        #expect(try snapshot.monthResult(month, staffNo: "none") == nil)
        #expect(try snapshot.monthResults(month.next, pageSize: 10).items.isEmpty)
      }
    }
  }

  @Test("a failed or cancelled run leaves the results in force; a finished one replaces them")
  func replacing() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let first = try await finish(store, results(total: 9_000))
      for end in [AppraisalRunEnd.cancelled, .failed(closedProblem())] {
        try await store.write { transaction in
          let run = try transaction.beginRun(start)
          try transaction.endRun(run.id, end, at: 9)
        }
        #expect(try await store.read { try $0.currentRun(.month(month)) } == first)
      }
      let second = try await finish(store, Array(results(total: 8_000).prefix(20)))
      let (page, runs) = try await store.read {
        (try $0.monthResults(month, pageSize: 100).items, try $0.runs(pageSize: 10).items)
      }
      #expect(page.count == 20 && page.allSatisfy { $0.total == 8_000 })
      #expect(runs.map(\.status) == [.finished, .failed, .cancelled, .finished])
      #expect(runs[1].failureCode == "store_closed")
      await expectProblem(.runNotRunning) {
        try await store.write { try $0.endRun(second.id, .cancelled, at: 9) }
      }
    }
  }

  @Test("a run that a crash cut off is failed when the county is opened again")
  func interrupted() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path)
    let store = try await folder.createCounty(CountyInfo(code: "a", name: "", createdAt: 0))
    let run = try await store.write { try $0.beginRun(start) }
    await folder.close()
    let again = try DataFolder.open(temporary.path)
    let found = try await again.county("a").read { try $0.run(run.id) }
    #expect(found?.status == .failed && found?.failureCode == "run_interrupted")
    await again.close()
  }

  @Test("a year's results keep what is not graded")
  func year() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let results = [
        YearResult(
          centerCode: "C1", staffNo: "A", months: 12, score: 9_100, excellentMonths: 5,
          unqualifiedMonths: 0, rank: 1, grade: 1, proposals: 0),
        YearResult(
          centerCode: "C1", staffNo: "B", months: 3, score: nil, excellentMonths: 0,
          unqualifiedMonths: 1, rank: nil, grade: 4, proposals: 3),
      ]
      try await store.write { transaction in
        var start = start
        start.period = .year(2025)
        let run = try transaction.beginRun(start)
        try transaction.finishRun(run.id, yearResults: results, at: 9)
      }
      #expect(try await store.read { try $0.yearResults(2025, pageSize: 9).items } == results)
      #expect(try await store.read { try $0.yearResult(2025, staffNo: "B") } == results[1])
    }
  }

  private var start: AppraisalRunStart {
    AppraisalRunStart(
      period: .month(month), isProvisional: true, policyVersion: "3",
      pluginDigests: ["attendance:ab", "conduct:cd"], engineVersion: "1.0", startedAt: 5)
  }

  private func finish(_ store: CountyStore, _ results: [MonthResult]) async throws -> AppraisalRun {
    try await store.write { transaction in
      let run = try transaction.beginRun(start)
      try transaction.finishRun(run.id, monthResults: results, at: 9)
      return try #require(try transaction.run(run.id))
    }
  }

  private func results(total: Int32) -> [MonthResult] {
    let scores: [Int32] = [0, 100, 200, 300, 400, 500, 600]
    return (Int32(10)..<40).map { (number: Int32) -> MonthResult in
      MonthResult(
        centerCode: number < 25 ? "C1" : "C2", staffNo: "S\(number)", scores: scores,
        total: total, rank: number % 15, grade: number % 3 + 1, flags: UInt32(number) % 2)
    }
  }
}
