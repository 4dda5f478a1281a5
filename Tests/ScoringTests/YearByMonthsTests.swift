import Records
import Rules
import Scoring
import Testing

@Suite("A year whose months were under different policies")
struct YearByMonthsTests {
  @Test("each month is scored by what was in force in it, and the year by its last month's")
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
}
