import Records
import Rules
import Scoring
import Testing

/// Every centipoint lost has its fact, its clause and its record.
struct ExplanationTests {
  @Test(
    "The steps of every member add up to their scores, and the scores to their total",
    arguments: [("month-small", "2025-10"), ("month-edge", "2025-09")])
  func sums(_ name: String, _ text: String) throws {
    let records = try Golden.read(name)
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    let month = try scoring.appraise(records, month: #require(YearMonth(text)))
    for row in 0..<month.result.count {
      let explanation = try month.explain(month.result.staffNo(row))
      for dimension in explanation.dimensions {
        let sum = dimension.steps.reduce(10_000) { $0 + $1.centipoints }
        #expect(sum == dimension.score)
        #expect(month.result.scores[dimension.dimension]?[row] == dimension.score)
        #expect(dimension.steps.allSatisfy { !$0.clause.isEmpty && !$0.arithmetic.zh.isEmpty })
      }
      let weighted = explanation.dimensions.reduce(0) { $0 + $1.weight * $1.score }
      #expect(roundedQuotient(weighted, 100) == explanation.total)
      #expect(explanation.grade == month.result.grades[row])
    }
  }

  @Test("The records behind a counted step make its quantity")
  func evidence() throws {
    let records = try Golden.read("month-edge")
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    let month = try scoring.appraise(records, month: YearMonth(year: 2025, month: 9))
    for row in 0..<month.result.count {
      for dimension in try month.explain(month.result.staffNo(row)).dimensions {
        for step in dimension.steps where step.kind == .count && step.parameters.count == 1 {
          let quantity = step.evidence.reduce(0) { $0 + $1.quantity }
          #expect(quantity == step.quantity, "\(month.result.staffNo(row)) \(step.label.en)")
        }
      }
    }
  }

  @Test("A late arrival is told with its time, its device and its minutes (clause 9.1.3)")
  func lateness() throws {
    let records = try RecordFolder([
      "punches": RecordFolder.goodDays("A1", [27, 28, 29, 30]) + [
        "A1,2025-10-31 08:41:00,D7,face", "A1,2025-10-31 12:00:00,D7,face",
        "A1,2025-10-31 14:30:00,D7,face", "A1,2025-10-31 17:30:00,D7,face",
      ]
    ]).read()
    let explanation = try explain(records)
    let step = try #require(explanation.dimensions.first?.steps.first)
    #expect(step.fact == .known(.late) && step.centipoints == -200 && step.clause == "9.1.3")
    #expect(step.arithmetic.en == "1 × 2.00 = −2.00")
    let record = try #require(step.evidence.first)
    #expect(record.day?.description == "2025-10-31" && record.session == .am)
    #expect(record.text.zh.contains("迟到 11分00秒") && record.text.zh.contains("08:41:00 D7"))
  }

  @Test("A veto is told with its incident, and outweighs an adjustment (clause 10.2.3)")
  func veto() throws {
    let records = try RecordFolder([
      "punches": RecordFolder.goodDays("A1", [27, 28, 29, 30, 31]),
      "incidents": ["I9,A1,2025-10-18,,integrity_breach,,confirmed,leader"],
      "adjustments": ["A1,2025-10,discipline,+12.5"],
    ]).read()
    let explanation = try explain(records)
    #expect(explanation.flags == ["veto"] && explanation.grade == .unqualified)
    let discipline = explanation.dimensions[1]
    #expect(discipline.score == 0)
    #expect(discipline.steps.last?.evidence.first?.number == "I9")
  }

  @Test("Who was never due, and who is not there, are told apart")
  func refusals() throws {
    let records = try RecordFolder([:]).read()
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    let unknown = #expect(throws: Problem.self) {
      try scoring.appraise(records, month: YearMonth(year: 2025, month: 10)).explain("A2")
    }
    #expect(unknown?.code == .unknownStaff)
    let early = #expect(throws: Problem.self) {
      try scoring.appraise(records, month: YearMonth(year: 2025, month: 9)).explain("A1")
    }
    #expect(early?.code == .notAppraised)
  }

  private func explain(_ records: RecordSet) throws -> Explanation {
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    return try scoring.appraise(records, month: YearMonth(year: 2025, month: 10)).explain("A1")
  }
}
