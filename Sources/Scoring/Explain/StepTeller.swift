import Rules

/// Puts a scorer's steps into words, with their records, and keeps the running score.
struct StepTeller {
  private(set) var score: Int64 = 10_000
  private let scorer: WeightedScorer
  private let facts: [Int64]
  private let evidence: EvidenceBook
  private var told: Set<FactID> = []

  init(_ scorer: WeightedScorer, facts: [Int64], evidence: EvidenceBook) {
    self.scorer = scorer
    self.facts = facts
    self.evidence = evidence
  }

  mutating func tell(_ step: ScorerStep) throws(Problem) -> ExplainedStep {
    try check(step)
    let before = score
    score += step.centipoints
    let fact = step.fact.map { scorer.descriptor.facts[$0] }
    let arithmetic = StepArithmetic(step, scorer, facts: facts, before: before, after: score)
    return ExplainedStep(
      kind: step.kind, fact: fact, label: label(step, fact), quantity: step.quantity,
      centipoints: step.centipoints, scoreAfter: score,
      parameters: [step.parameter, step.secondParameter].compactMap { $0 }.map(parameter),
      clause: step.clause ?? scorer.descriptor.clause, arithmetic: arithmetic.text,
      evidence: records(step))
  }

  private func check(_ step: ScorerStep) throws(Problem) {
    let descriptor = scorer.descriptor
    let isSound =
      [step.fact, step.secondFact].allSatisfy { $0.map(descriptor.facts.indices.contains) ?? true }
      && [step.parameter, step.secondParameter].allSatisfy {
        $0.map(descriptor.parameters.indices.contains) ?? true
      }
      && (step.kind != .mean && step.kind != .source || step.divisor > 0)
      && step.isWithinBounds
    guard isSound else {
      throw .scorerExplanation(
        descriptor, zh: "步骤的索引、数量、除数或分值有误",
        en: "a step's index, quantity, divisor or change is wrong")
    }
  }

  private func parameter(_ index: Int) -> ExplainedStep.Parameter {
    let parameter = scorer.descriptor.parameters[index]
    return ExplainedStep.Parameter(
      name: parameter.name, label: parameter.label,
      value: parameter.text(of: scorer.parameters[index]))
  }

  private func label(_ step: ScorerStep, _ fact: FactID?) -> Bilingual {
    switch step.kind {
    case .clamp: Bilingual(zh: "限于 0 至 100 分", en: "kept within 0 to 100")
    case .blend: Bilingual(zh: "与评议合成", en: "blended with the reviews")
    case .adjustment: Bilingual(zh: "往月补录调整", en: "adjustment for a sealed month")
    case .mean where fact == .known(.ratings): Bilingual(zh: "评价平均分", en: "mean of the ratings")
    case .mean where fact == .known(.inspectionMarks):
      Bilingual(zh: "卫生检查平均分", en: "mean of the inspections")
    case .mean where fact == .known(.trainingsAttended):
      Bilingual(zh: "培训参加率", en: "share of trainings attended")
    case .constant where fact == .known(.ratings):
      Bilingual(zh: "本月无评价", en: "no rating in the month")
    default: fact?.label ?? Bilingual(zh: "其他", en: "other")
    }
  }

  /// The records behind the step's facts, each shown once in a dimension.
  private mutating func records(_ step: ScorerStep) -> [Evidence] {
    // Terms at full points cost nothing, so that nobody asks for their records.
    if step.kind == .term, let parameter = step.parameter, scorer.parameters[parameter] >= 10_000 {
      return []
    }
    return [step.fact, step.secondFact].compactMap { $0 }.map { scorer.descriptor.facts[$0] }
      .filter { told.insert($0).inserted }.flatMap(evidence.evidence(for:))
  }
}
