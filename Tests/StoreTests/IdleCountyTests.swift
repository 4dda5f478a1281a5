import Rules
import Testing

@testable import Store

@Suite("A county that nobody asks costs no thread")
struct IdleCountyTests {
  private let info = CountyInfo(code: "demo", name: "示范县", createdAt: 1_760_000_000)

  @Test("threads come with the work, go after it, and come again")
  func comeAndGo() async throws {
    try await withShortIdling { folder in
      let store = try await folder.createCounty(info)
      for number in 0..<3 {
        try await store.write { try note($0, number) }
        #expect(try await store.read { try noted($0) } == Array(0...number))
        while store.threadCount > 0 { await Task.yield() }
      }
    }
  }

  @Test("a run that computes for longer than the writer stays is not taken for a dead one")
  func longRun() async throws {
    try await withShortIdling { folder in
      let store = try await folder.createCounty(info)
      let start = AppraisalRunStart(
        period: .year(2025), isProvisional: false, policyVersion: "", pluginDigests: [],
        engineVersion: "", startedAt: 1)
      let run = try await store.write { try $0.beginRun(start) }
      while store.threadCount > 0 { await Task.yield() }
      try await store.write { try $0.finishRun(run.id, yearResults: [], at: 2) }
      let stored = try await store.read { try $0.run(run.id) }
      #expect(stored?.status == .finished)
    }
  }

  @Test("no job is lost while workers leave: many writes at the very end of the idle time")
  func noJobLost() async throws {
    try await withShortIdling(milliseconds: 1) { folder in
      let store = try await folder.createCounty(info)
      for number in 0..<200 {
        try await store.write { try note($0, number) }
        // Of all lengths around the idle time.
        for _ in 0..<(number % 20) { try await store.read { _ in } }
      }
      #expect(try await store.read { try noted($0) } == Array(0..<200))
    }
  }

  private func withShortIdling(
    milliseconds: Int = 5, _ body: (DataFolder) async throws -> Void
  ) async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path + "/data", idleMilliseconds: milliseconds)
    do { try await body(folder) } catch {
      await folder.close()
      throw error
    }
    await folder.close()
  }
}
