import Rules

/// Scores made-up members in several ways that must all give the same bytes: twice, in another
/// process, in another order, and in two parts; and explains some of them.
struct DeterminismCheck {
  /// Enough members that a state kept between them shows.
  private static let memberCount = 509
  private static let explainedCount = 24

  private let first: LoadedScorers
  private let second: LoadedScorers
  private let scorer: ScorerDescriptor
  /// By fact, then by member.
  private let facts: [[Int64]]

  init(_ first: LoadedScorers, _ second: LoadedScorers) {
    self.first = first
    self.second = second
    scorer = first.scorers[0]
    let madeUp = MadeUpFacts(memberCount: Self.memberCount)
    facts = scorer.facts.enumerated().map { madeUp.column($1, place: $0) }
  }

  /// Throws `scorer_not_deterministic`, `scorer_out_of_range`, `scorer_explanation`, a fault.
  func run() throws(Problem) {
    guard second.scorers[0] == scorer else {
      throw .notDeterministic(
        scorer, zh: "两次加载的描述符不同", en: "its descriptor differs when loaded again")
    }
    for parameters in parameterSets { try check(parameters) }
  }

  private func check(_ parameters: [Int64]) throws(Problem) {
    let all = Array(0..<Self.memberCount)
    let scores = try score(first, all, parameters)
    try checkRange(scores)
    func same(
      _ child: LoadedScorers, _ members: [Int], zh: String, en: String
    ) throws(Problem) {
      let found = try score(child, members, parameters)
      guard found == members.map({ scores[$0] }) else {
        throw .notDeterministic(scorer, zh: zh, en: en)
      }
    }
    try same(first, all, zh: "同一输入再次评分，结果不同", en: "the same input scores differently again")
    try same(
      second, all, zh: "同一输入在另一进程中结果不同",
      en: "the same input scores differently in another process")
    try same(
      first, all.reversed(), zh: "得分随人员的先后而变", en: "scores depend on the order of members")
    let half = Self.memberCount / 2
    try same(
      first, Array(all[half...]), zh: "得分随批次的划分而变",
      en: "scores depend on how members are split into batches")
    for member in all.prefix(Self.explainedCount) {
      try checkExplanation(of: member, scores[member].score, parameters)
    }
  }

  private struct Scored: Equatable {
    let score: Int64
    let flags: UInt32
  }

  private func score(
    _ child: LoadedScorers, _ members: [Int], _ parameters: [Int64]
  ) throws(Problem) -> [Scored] {
    let memory = try FactMemory(cells: facts.count * members.count, isShared: false, members.count)
    for (place, column) in facts.enumerated() {
      for (row, member) in members.enumerated() {
        memory.base[place * members.count + row] = column[member]
      }
    }
    let scores = Columns<Int64>(members.count, of: 0)
    let flags = Columns<UInt32>(members.count, of: 0)
    try child.score([
      ScorerBatch(
        scorer: 0, memberCount: members.count,
        facts: facts.indices.map { UnsafePointer(memory.base + $0 * members.count) },
        parameters: parameters, scores: scores.base, flags: flags.base)
    ])
    return members.indices.map { Scored(score: scores.base[$0], flags: flags.base[$0]) }
  }

  private func checkRange(_ scores: [Scored]) throws(Problem) {
    let declared = scorer.flags.count >= 32 ? UInt32.max : (1 << UInt32(scorer.flags.count)) - 1
    for (member, scored) in scores.enumerated() {
      guard (0...10_000).contains(scored.score) else {
        throw .scorerOutOfRange(scorer, staffNo: "#\(member + 1)", scored.score)
      }
      guard scored.flags & ~declared == 0 else {
        throw .scorerUndeclaredFlag(scorer, staffNo: "#\(member + 1)")
      }
    }
  }

  private func checkExplanation(
    of member: Int, _ score: Int64, _ parameters: [Int64]
  ) throws(Problem) {
    let steps = try first.explain(0, facts: facts.map { $0[member] }, parameters: parameters)
    var sum: Int64 = 10_000
    for step in steps { sum &+= step.centipoints }
    guard sum == score else {
      throw .scorerExplanation(
        scorer, zh: "各步合计 \(hundredthsText(sum))，得分 \(hundredthsText(score))",
        en: "the steps come to \(hundredthsText(sum)), the score is \(hundredthsText(score))")
    }
  }

  /// The defaults, and both ends of every range.
  private var parameterSets: [[Int64]] {
    let parameters = scorer.parameters
    let sets = [
      parameters.map(\.defaultValue), parameters.map(\.range.lowerBound),
      parameters.map(\.range.upperBound),
    ]
    return parameters.isEmpty ? [[]] : sets
  }
}

extension Problem {
  fileprivate static func notDeterministic(
    _ scorer: ScorerDescriptor, zh: String, en: String
  ) -> Problem {
    .scorer(
      .scorerNotDeterministic, scorer.name, zh: zh, en: en,
      remedy: Bilingual(
        zh: "得分只能取决于本人的事实和参数；不要保留状态，不要读取未写入的内存。",
        en: "A score depends on the member's facts and the parameters alone: keep no state, and "
          + "read no memory that nobody wrote."))
  }
}
