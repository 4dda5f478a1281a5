import Records
import Rules
import Scoring
import Synchronization
import Testing

@Suite("A year whose months were under different policies")
struct YearByMonthsTests {
  @Test("each month is scored by what was in force in it")
  func mixed() throws {
    let records = try Golden.read("year")
    let host = try builtScorers()
    let usual = try MonthScoring(host: host, policy: records.policy)
    var strict = records.policy
    strict[.qualifiedMin] = 10_000
    strict[.excellentMin] = 10_000
    let other = try MonthScoring(host: host, policy: strict)
    let june = YearMonth(year: 2025, month: 6)
    let plain = try YearScoring(month: usual).run(records, year: 2025)
    let mixed = try YearScoring { $0 == june ? other : usual }.run(records, year: 2025)
    let months = try [usual, other].map { try $0.run(records, month: june) }
    var more: [Int: Int] = [:]
    for row in 0..<months[1].count where months[1].grades[row] == .unqualified {
      more[months[1].members[row], default: 0] += 1
    }
    for row in 0..<months[0].count where months[0].grades[row] == .unqualified {
      more[months[0].members[row], default: 0] -= 1
    }
    #expect(more.values.contains(1))
    for row in 0..<mixed.count {
      let before = try #require(plain.members.firstIndex(of: mixed.members[row]))
      let extra = mixed.standings[row].unqualifiedMonths - plain.standings[before].unqualifiedMonths
      #expect(extra == more[mixed.members[row]] ?? 0)
      #expect(mixed.standings[row].score == plain.standings[before].score)
    }
  }

  @Test("the year is graded by the policy of its last month")
  func lastMonth() throws {
    let records = try Golden.read("year")
    let host = try builtScorers()
    let usual = try MonthScoring(host: host, policy: records.policy)
    var strict = records.policy
    strict[.minMonths] = 12
    strict[.qualifiedMin] = 10_000
    strict[.excellentMin] = 10_000
    let other = try MonthScoring(host: host, policy: strict)
    let grades = try [(11, 11), (12, 12), (1, 12)].map { months in
      try YearScoring { (months.0...months.1).contains($0.month) ? other : usual }
        .run(records, year: 2025)
    }
    // November's policy does not grade the year; December's does, as the whole year's would, but
    // for the months that are unqualified by it.
    #expect(grades[0].grades.contains { $0 == .qualified || $0 == .excellent })
    for row in 0..<grades[1].count where grades[1].standings[row].score ?? 10_000 < 10_000 {
      #expect(grades[1].grades[row] != .qualified && grades[1].grades[row] != .excellent)
    }
    #expect(grades[1].grades == grades[2].grades)
  }

  @Test("a year asks for the months that have records and for its last one, and for no other")
  func monthsAskedFor() throws {
    let host = try builtScorers()
    for set in ["year", "two-years", "month-edge"] {
      let records = try Golden.read(set)
      let scoring = try MonthScoring(host: host, policy: records.policy)
      let months = YearScoring.monthsAskedFor(records, year: 2025)
      let asked = Mutex<Set<YearMonth>>([])
      _ = try YearScoring { month in
        asked.withLock { _ = $0.insert(month) }
        return scoring
      }.run(records, year: 2025)
      #expect(asked.withLock { $0 } == Set(months), "\(set)")
      #expect(months == Set(months).sorted())
    }
    let edge = YearScoring.monthsAskedFor(try Golden.read("month-edge"), year: 2025)
    #expect(edge.count < 12 && edge.last == YearMonth(year: 2025, month: 12))
  }
}
