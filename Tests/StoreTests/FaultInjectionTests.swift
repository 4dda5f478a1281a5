import CSQLite
import Records
import Rules
import Testing

@testable import Store

@Suite("An import that fails at any step leaves the old state")
struct FaultInjectionTests {
  @Test("stopping the engine after the Nth step, for every Nth step until the import passes")
  func everyStep() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      _ = try await store.write { try $0.upsert(SampleRecords().set) }
      let before = try await store.read { try $0.records() }
      let set = SampleRecords(members: 5, punchMethod: 1).set
      var failures = 0
      var steps = 0
      while await !passes(store, set, steps) {
        failures += 1
        // A step that shares no divisor with the loops of the import.
        steps += 3
        let after = try await store.read { try $0.records() }
        #expect(after.tables == before.tables && after.punches == before.punches)
      }
      #expect(failures > 10)
      let after = try await store.read { try $0.records() }
      #expect(after.punches == set.punches)
    }
  }

  /// Imports the set with an engine that stops after that many steps; false when it did.
  private func passes(_ store: CountyStore, _ set: RecordSet, _ steps: Int) async -> Bool {
    do {
      _ = try await store.write { transaction in
        let left = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        left.pointee = steps
        let handle = transaction.database.handle
        defer {
          sqlite3_progress_handler(handle, 0, nil, nil)
          left.deallocate()
        }
        sqlite3_progress_handler(
          handle, 4,
          { context in
            guard let left = context?.assumingMemoryBound(to: Int.self) else { return 1 }
            left.pointee -= 1
            return left.pointee < 0 ? 1 : 0
          }, left)
        return try transaction.upsert(set)
      }
      return true
    } catch {
      return false
    }
  }
}
