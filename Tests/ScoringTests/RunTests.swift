import Records
import Rules
import Scoring
import Synchronization
import Testing

/// How a run behaves: provisional months, progress, cancelling.
struct RunTests {
  private let october = YearMonth(year: 2025, month: 10)

  private func scoring(_ records: RecordSet) throws -> MonthScoring {
    try MonthScoring(host: builtScorers(), policy: records.policy)
  }

  @Test("A month is provisional until the first instant of the next")
  func provisional() throws {
    let records = try Golden.read("month-small")
    let end = LocalTime(day: october.endDay, secondOfDay: 0)
    for (now, isProvisional) in [(end.rawValue - 1, true), (end.rawValue, false)] {
      let options = ScoringOptions(now: LocalTime(rawValue: now))
      let result = try scoring(records).run(records, month: october, options: options)
      #expect(result.isProvisional == isProvisional)
    }
  }

  @Test("A punch before 1970, as a device with a wrong clock gives it, hides no other punch")
  func earlyPunch() throws {
    let days = Array(27...31)
    let early = ["A1,1969-12-31 23:59:59,D1,face", "A1,1900-01-01 00:00:00,D1,face"]
    for extra in [[], early] {
      let records = try RecordFolder([
        "punches": extra + RecordFolder.goodDays("A1", days)
      ]).read()
      let result = try scoring(records).run(records, month: october)
      #expect(result.scores[.attendance] == [10_000])
    }
  }

  @Test("Progress rises to its total")
  func progress() throws {
    let records = try Golden.read("month-small")
    let steps = Mutex<[Int]>([])
    let total = Mutex(0)
    let options = ScoringOptions(threads: 3) { done, all in
      steps.withLock { $0.append(done) }
      total.withLock { $0 = all }
    }
    _ = try scoring(records).run(records, month: october, options: options)
    let seen = steps.withLock { $0 }
    #expect(seen == Array(1...total.withLock { $0 }))
  }

  @Test("A cancelled run ends with the problem cancelled, for the month and for the year")
  func cancelled() throws {
    let records = try Golden.read("month-small")
    let options = ScoringOptions(threads: 2, isCancelled: { true })
    let scoring = try scoring(records)
    let month = #expect(throws: Problem.self) {
      try scoring.run(records, month: october, options: options)
    }
    let year = #expect(throws: Problem.self) {
      try YearScoring(month: scoring).run(records, year: 2025, options: options)
    }
    #expect(month?.code == .cancelled && year?.code == .cancelled)
  }

  @Test("Codes that need quotes are quoted, and no members give the header alone")
  func csv() throws {
    let records = try RecordFolder([
      "staff": ["\"A,1\",王芳,C1,U1,,civil_servant,2025-10-27,"]
    ]).read()
    let csv = try scoring(records).run(records, month: october).csv
    #expect(String(decoding: csv, as: UTF8.self).contains("2025-10,C1,\"A,1\",0.00,"))
    let september = YearMonth(year: 2025, month: 9)
    let empty = try scoring(records).run(records, month: september).csv
    #expect(empty.filter { $0 == UInt8(ascii: "\n") }.count == 1)
  }

  @Test("Each fact is in the catalogue once, at its own place")
  func catalogue() {
    #expect(FactCatalogue.all.map(\.fact) == Fact.allCases)
    #expect(Set(FactCatalogue.all.map(\.label.zh)).count == Fact.allCases.count)
  }
}
