import Records
import Rules
import Testing

@testable import Scoring

@Suite("Scorers have a run's time between them, and none a thread for ever")
struct TimedScorersTests {
  private let month = YearMonth(year: 2025, month: 9)

  @Test("within the time nothing changes; beyond it the run ends by a code that names the scorer")
  func time() throws {
    let records = try Golden.read("month-edge")
    let host = try builtScorers()
    func run(_ most: Duration) throws -> [UInt8] {
      let timed = TimedScorers(host, within: ScorerTime(most: most))
      return try MonthScoring(host: timed, policy: records.policy).run(records, month: month).csv
    }
    #expect(try run(.seconds(3600)) == Golden.expected("month-edge"))
    let problem = #expect(throws: Problem.self) { try run(.zero) }
    #expect(problem?.code == .scorerRunTime)
    #expect(problem?.text.en.contains("libscorer-attendance.so") == true)
  }

  @Test("answers of all months and all explanations count towards one time")
  func shared() throws {
    let records = try Golden.read("month-edge")
    let host = try builtScorers()
    let time = ScorerTime(most: .zero)
    let timed = TimedScorers(host, within: time)
    let facts = [Int64](repeating: 0, count: host.scorers[0].facts.count)
    let parameters = host.scorers[0].values(under: records.policy)
    let problem = #expect(throws: Problem.self) {
      try timed.explain(0, facts: facts, parameters: parameters)
    }
    #expect(problem?.code == .scorerRunTime)
  }

  @Test("a comparison without reasons changes who changes in nothing, and asks no scorer why")
  func withoutReasons() throws {
    let records = try Golden.read("month-edge")
    let host = try builtScorers()
    let before = try MonthScoring(host: host, policy: records.policy)
    var policy = records.policy
    policy[.latePoints] = 1_000
    let after = try MonthScoring(host: host, policy: policy)
    var full = try MonthComparison(records, month: month, before: before, after: after)
    let bare = try MonthComparison(
      records, month: month, before: before, after: after, withReasons: false)
    #expect(full.changes.contains { !$0.reasons.isEmpty })
    for index in full.changes.indices { full.changes[index].reasons = [] }
    #expect(bare == full && !bare.changes.isEmpty)
  }
}
