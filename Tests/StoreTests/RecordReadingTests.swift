import Records
import Rules
import Testing

@testable import Store

@Suite("A month reads what its appraisal depends on, and no more")
struct RecordReadingTests {
  private let september = YearMonth(year: 2025, month: 9)

  @Test("cases: finished in the month, or open and overdue at its end")
  func cases() async throws {
    let start = LocalTime(day: september.firstDay, secondOfDay: 0).rawValue
    let end = LocalTime(day: september.endDay, secondOfDay: 0).rawValue
    let none = RecordTable.none64
    // Accepted, due, finished; whether the month needs it.
    let rows: [(Int64, Int64, Int64, Bool)] = [
      (start - 100, start - 50, start - 1, false),
      (start - 100, start - 50, start, true),
      (start, end + 50, end - 1, true),
      (start, end - 1, end, true),
      (start, end, end, false),
      (start, end - 1, none, true),
      (start, end, none, false),
      (start - 90_000_000, start - 80_000_000, none, true),
      (end, end - 1, none, false),
    ]
    var set = SampleRecords().set
    set.tables["cases"] = table(
      .cases, rows.count,
      ["staff_no": rows.map { _ in 1 }, "returned": rows.map { _ in 0 }],
      times: [
        "accepted_at": rows.map(\.0), "due_at": rows.map(\.1), "finished_at": rows.map(\.2),
      ],
      texts: [
        "case_no": rows.indices.map { "K\($0)" }, "item_code": rows.map { _ in "I" },
      ])
    try await expect(
      set, .cases, column: "case_no", rows.indices.filter { rows[$0].3 }.map { "K\($0)" })
  }

  @Test("leaves that overlap the month, however long ago they began")
  func leaves() async throws {
    let first = september.firstDay.rawValue
    let last = september.endDay.rawValue - 1
    let rows: [(Int32, Int32, Bool)] = [
      (first - 9, first - 1, false), (first - 400, first, true), (first, last, true),
      (last, last + 300, true), (last + 1, last + 2, false), (first - 400, last + 400, true),
    ]
    var set = SampleRecords().set
    let zeros = rows.map { _ in Int32(0) }
    set.tables["leaves"] = table(
      .leaves, rows.count,
      [
        "staff_no": zeros, "kind": zeros, "from_date": rows.map(\.0), "from_session": zeros,
        "to_date": rows.map(\.1), "to_session": zeros,
        "substitute_no": rows.map { _ in RecordTable.none32 }, "status": zeros,
      ], texts: ["leave_no": rows.indices.map { "L\($0)" }])
    try await expect(
      set, .leaves, column: "leave_no", rows.indices.filter { rows[$0].2 }.map { "L\($0)" })
  }

  @Test("punches before 1970, as a device with a wrong clock gives them, come back as they were")
  func earlyPunches() async throws {
    var set = SampleRecords(members: 2).set
    let months = [(1969, 11), (1969, 12), (1970, 1), (2025, 9)]
    let times = months.map {
      LocalTime(day: YearMonth(year: $0, month: $1).firstDay, secondOfDay: 40_000)
    }
    let words = times.map { PunchColumns.word(time: $0, device: 0, method: 1) }
    set.punches = PunchColumns(starts: [0, 4, 6], words: words + words.suffix(2), devices: ["D1"])
    let punches = set.punches
    try await withCounty { [set] (store: CountyStore, _: DataFolder) async throws in
      for _ in 0..<2 { _ = try await store.write { try $0.upsert(set) } }
      let read = try await store.read { snapshot in
        (try snapshot.records().punches, try snapshot.monthsWithPunches())
      }
      #expect(read.0 == punches)
      #expect(read.1 == months.map { YearMonth(year: $0, month: $1) })
    }
  }

  @Test("punches of the month alone, also of one member")
  func punches() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let august = SampleRecords(month: YearMonth(year: 2025, month: 8)).set
      let both = SampleRecords(month: september)
      _ = try await store.write { try $0.upsert(august) }
      _ = try await store.write { try $0.upsert(both.set) }
      let month = september
      let read = try await store.read { try $0.records(months: month...month) }
      #expect(read.punches == both.punches)
      let one = try await store.read { try $0.records(months: month...month, member: "S000001") }
      #expect(one[.staff].count == 1)
      #expect(one.staff[0] == "S000001")
      #expect(one.punches.words == Array(both.punches.words[40..<80]))
      #expect(
        try await store.read { try $0.monthsWithPunches() }
          == [YearMonth(year: 2025, month: 8), september])
      #expect(try await store.read { try $0.records(member: "nobody")[.staff].count } == 0)
    }
  }

  @Test("scoring columns leave out what no score depends on")
  func columns() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      _ = try await store.write { try $0.upsert(SampleRecords().set) }
      let read = try await store.read { try $0.records(columns: .scoring) }
      #expect(Set(read[.staff].texts.keys) == ["staff_no"])
      #expect(read.staff.count == 3)
    }
  }

  private func expect(
    _ set: RecordSet, _ kind: RecordKind, column: String, _ expected: [String]
  ) async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      _ = try await store.write { try $0.upsert(set) }
      let month = september
      let read = try await store.read { try $0.records(months: month...month) }
      let texts = try #require(read[kind].texts[column])
      #expect((0..<texts.count).map { texts[$0] }.sorted() == expected)
    }
  }
}
