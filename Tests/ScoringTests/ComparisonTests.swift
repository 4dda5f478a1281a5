import Records
import Rules
import Scoring
import Testing

@Suite("What another policy, scorer or decision would have come to")
struct ComparisonTests {
  private let month = YearMonth(year: 2025, month: 10)
  private let host: any ScorerHost

  init() throws { host = try builtScorers() }

  @Test("a month compared with itself changes nobody")
  func same() throws {
    let records = try Golden.read("month-small")
    let scoring = try MonthScoring(host: host, policy: records.policy)
    let comparison = try MonthComparison(records, month: month, before: scoring, after: scoring)
    #expect(comparison.changes.isEmpty)
    #expect(comparison.beforeCount == 15 && comparison.afterCount == 15)
    #expect(comparison.beforeTotals == comparison.afterTotals)
    #expect(comparison.beforeTotals.reduce(0, +) == 15)
  }

  @Test("changes are those between the two results, and their reasons add up to them")
  func policy() throws {
    let records = try Golden.read("month-small")
    var policy = records.policy
    policy[.latePoints] += 300
    policy[.complaintPoints] += 500
    let before = try MonthScoring(host: host, policy: records.policy)
    let after = try MonthScoring(host: host, policy: policy)
    let comparison = try MonthComparison(records, month: month, before: before, after: after)
    #expect(!comparison.changes.isEmpty)
    let results = try [before, after].map { try $0.run(records, month: month) }
    var totals = [[String: Int64]](repeating: [:], count: 2)
    for (side, result) in results.enumerated() {
      for row in 0..<result.count { totals[side][result.staffNo(row)] = result.totals[row] }
    }
    let moved = Set(totals[0].keys.filter { totals[0][$0] != totals[1][$0] })
    #expect(Set(comparison.changes.filter(\.hasOtherTotal).map(\.staffNo)) == moved)
    for change in comparison.changes {
      #expect(change.before?.total == totals[0][change.staffNo])
      #expect(change.after?.total == totals[1][change.staffNo])
      // Weights are whole percents: a point of attendance is a fifth of a point of the total.
      let weights: [String: Int64] = ["attendance": 20, "evaluation": 15]
      let sum = change.reasons.reduce(Int64(0)) {
        $0 + (weights[$1.dimension] ?? 0) * ($1.after.centipoints - $1.before.centipoints)
      }
      let difference = (change.after?.total ?? 0) - (change.before?.total ?? 0)
      #expect(abs(sum - 100 * difference) <= 100, "\(change)")
      if change.hasOtherTotal { #expect(!change.reasons.isEmpty) }
    }
  }

  @Test("bounds of grades move grades, and say so where totals stay")
  func bounds() throws {
    let records = try Golden.read("month-small")
    var policy = records.policy
    policy[.excellentMin] = 10_000
    let comparison = try MonthComparison(
      records, month: month, before: MonthScoring(host: host, policy: records.policy),
      after: MonthScoring(host: host, policy: policy))
    #expect(!comparison.changes.isEmpty)
    #expect(comparison.changes.allSatisfy { $0.hasOtherGrade && !$0.hasOtherTotal })
    #expect(comparison.changes.allSatisfy { $0.reasons.map(\.parameter) == ["excellent_min"] })
  }

  @Test("a supposition decides one record of the member, and nothing else")
  func supposition() throws {
    let records = try RecordFolder([
      "incidents": ["I1,A1,2025-10-28,,chatting,0,confirmed,inspection"],
      "corrections": ["A1,2025-10-29,pm,out,pending"],
      "punches": RecordFolder.goodDays("A1", [27, 28, 29, 30, 31])
        .filter { $0 != "A1,2025-10-29 17:35:00,D1,face" },
    ]).read()
    let scoring = try MonthScoring(host: host, policy: records.policy)
    let whatIf = try scoring.whatIf(
      "A1",
      [
        try Supposition(.dismiss, "incident:I1"),
        try Supposition(.approve, "correction:2025-10-29/pm/out"),
      ], records, month: month)
    let own = try #require(whatIf.changes.first)
    #expect(whatIf.changes.count == 1 && own.staffNo == "A1")
    let reasons = own.reasons.map { "\($0.fact) \($0.before.centipoints) \($0.after.centipoints)" }
    #expect(reasons == ["missed_punch -200 0", "chatting -300 0"])
    let none = try scoring.whatIf(
      "A1", [try Supposition(.confirm, "incident:I1")], records, month: month)
    #expect(none.changes.count == 1 && none.changes[0].before == none.changes[0].after)
  }

  @Test("what cannot be supposed is refused by its code")
  func refusals() throws {
    for (verdict, record) in [
      (Supposition.Verdict.approve, "incident:I1"), (.dismiss, "I1"), (.uphold, "rating:R1"),
      (.exclude, "punch:1"),
    ] {
      let refusal = #expect(throws: Problem.self) { try Supposition(verdict, record) }
      #expect(refusal?.code == .whatIfMalformed)
    }
    let records = try RecordFolder([
      "staff": [
        "A1,王芳,C1,U1,,civil_servant,2025-10-27,", "A2,李伟,C1,U1,,civil_servant,2025-10-27,",
      ], "incidents": ["I1,A2,2025-10-28,,chatting,0,confirmed,inspection"],
    ]).read()
    let scoring = try MonthScoring(host: host, policy: records.policy)
    func code(_ staffNo: String, _ record: String) -> Problem.Code? {
      let refusal = #expect(throws: Problem.self) {
        try scoring.whatIf(staffNo, [Supposition(.dismiss, record)], records, month: month)
      }
      return refusal?.code
    }
    #expect(code("A1", "incident:I1") == .whatIfRecordUnknown)
    #expect(code("A2", "incident:I2") == .whatIfRecordUnknown)
    #expect(code("A3", "incident:I1") == .unknownStaff)
  }
}
