import Records
import Rules
import Testing

@testable import Store

@Suite("Imports are all or nothing and say what they change")
struct ImportTests {
  @Test("what was imported is read back, of every column")
  func roundTrip() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let set = SampleRecords().set
      let differences = try await store.write { try $0.upsert(set) }
      #expect(differences.inserted == 2 + 1 + 3 + 1 + 1 + 120)
      #expect(differences.updated == 0 && differences.unchanged == 0)
      let read = try await store.read { try $0.records() }
      for kind in RecordKind.all where kind != .punches { #expect(read[kind] == set[kind]) }
      #expect(read.punches == set.punches)
      #expect(read.policy == set.policy)
    }
  }

  @Test("a second import counts what is new, changed and the same, and shows the changes")
  func differences() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let first = SampleRecords()
      _ = try await store.write { try $0.upsert(first.set) }
      let second = SampleRecords(members: 4, punchMethod: 1)
      let differences = try await store.write { try $0.upsert(second.set) }
      let staff = try #require(differences.kinds.first { $0.kind == "staff" })
      #expect((staff.inserted, staff.updated, staff.unchanged) == (1, 0, 3))
      let punches = try #require(differences.kinds.first { $0.kind == "punches" })
      #expect((punches.inserted, punches.updated, punches.unchanged) == (40, 120, 0))
      #expect(punches.examples.count == StoreLimits.examplesPerKind)
      #expect(
        punches.examples[0]
          == ImportDifferences.Example(
            key: "S000000 2025-09-01 08:20:00 D1", column: "method", before: "face",
            after: "fingerprint"))
    }
  }

  @Test("a changed member is shown column by column, references by their codes")
  func examples() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let set = SampleRecords().set
      _ = try await store.write { try $0.upsert(set) }
      let changed = try await store.read { try $0.records() }
        .replacing("staff") {
          $0["center_code"]?[0] = 1; $0["left_on"]?[0] = 20_000
        }
      let differences = try await store.write { try $0.upsert(changed) }
      let staff = try #require(differences.kinds.first { $0.kind == "staff" })
      #expect((staff.inserted, staff.updated, staff.unchanged) == (0, 1, 2))
      #expect(
        staff.examples == [
          .init(key: "S000000", column: "center_code", before: "C1", after: "C2"),
          .init(key: "S000000", column: "left_on", before: "", after: "2024-10-04"),
        ])
    }
  }

  @Test("a dry run answers as the import does and changes nothing")
  func dryRun() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      _ = try await store.write { try $0.upsert(SampleRecords().set) }
      let before = try await store.read { try $0.records() }
      let set = SampleRecords(members: 5, punchMethod: 2).set
      let dry = try await store.write { write in try write.undoing { try write.upsert(set) } }
      let after = try await store.read { try $0.records() }
      #expect(after.punches == before.punches && after.tables == before.tables)
      #expect(try await store.write { try $0.upsert(set) } == dry)
    }
  }

  @Test("a code that is nowhere ends the import, and nothing of it stays")
  func unknownReference() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      var set = SampleRecords().set
      set.tables["staff"] = RecordTable(emptyOf: .staff)
      await expectProblem(.referenceUnknown) { [set] in
        _ = try await store.write { try $0.upsert(set) }
      }
      let counts = try await store.read { try $0.recordCounts().map(\.count) }
      #expect(counts.allSatisfy { $0 == 0 })
    }
  }

  @Test("cancelling in the middle leaves the old state, and progress was told")
  func cancelling() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let set = SampleRecords(members: 2_000).set
      let gate = Gate()
      let task = Task {
        try await store.write { transaction in
          var steps = 0
          return try transaction.upsert(set) { progress in
            steps += 1
            #expect(progress.done <= progress.total)
            if steps == 2 { gate.hold() }
          }
        }
      }
      await gate.held()
      task.cancel()
      gate.open()
      await #expect(throws: CancellationError.self) { _ = try await task.value }
      let counts = try await store.read { try $0.recordCounts().map(\.count) }
      #expect(counts.allSatisfy { $0 == 0 })
    }
  }

  @Test("punches in any order and grouping give the same rows as all at once")
  func punchMerging() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let whole = SampleRecords(members: 6).set
      var staffOnly = whole
      staffOnly.punches = PunchColumns(members: 6)
      _ = try await store.write { [staffOnly] in try $0.upsert(staffOnly) }
      var random = SystemRandomNumberGenerator()
      var rest = Array(whole.punches.words.enumerated())
      rest.shuffle(using: &random)
      while !rest.isEmpty {
        let part = Set(rest.prefix(17).map(\.offset))
        rest.removeFirst(min(17, rest.count))
        var batch = staffOnly
        batch.punches = whole.punches.keeping { part.contains($0) }
        _ = try await store.write { [batch] in try $0.upsert(batch) }
      }
      #expect(try await store.read { try $0.records().punches } == whole.punches)
    }
  }

  @Test("centres that only records name are codes, not records, until they are listed")
  func unlisted() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      var set = SampleRecords().set
      set.tables["centers"] = RecordTable(emptyOf: .centers)
      _ = try await store.write { [set] in try $0.upsert(set) }
      let read = try await store.read { try $0.records() }
      #expect(read[.centers].count == 0)
      #expect(read[.staff] == set[.staff])
      #expect(try await store.read { try $0.knownCodes() }.codes["centers"] == nil)
      let listed = try await store.write { try $0.upsert(SampleRecords().set) }
      #expect(listed.kinds[0] == .init(kind: "centers", inserted: 2))
      #expect(try await store.read { try $0.knownCodes() }.codes["centers"] == ["C1", "C2"])
    }
  }
}

extension PunchColumns {
  /// The punches whose position the condition lets through.
  func keeping(_ condition: (Int) -> Bool) -> PunchColumns {
    var result = PunchColumns(members: starts.count - 1)
    result.devices = devices
    for member in 0..<starts.count - 1 {
      for index in starts[member]..<starts[member + 1] where condition(index) {
        result.words.append(words[index])
      }
      result.starts[member + 1] = result.words.count
    }
    return result
  }
}

extension RecordSet {
  /// A copy with other whole numbers in a kind's columns.
  func replacing(_ kind: String, _ change: (inout [String: [Int32]]) -> Void) -> RecordSet {
    var copy = self
    guard let table = tables[kind] else { return self }
    var integers = table.integers32
    change(&integers)
    copy.tables[kind] = RecordTable(
      kind: table.kind, count: table.count, integers32: integers, integers64: table.integers64,
      texts: table.texts)
    return copy
  }
}
