import Rules

/// A step as a sum that a reader can do again.
struct StepArithmetic {
  private let step: ScorerStep
  private let scorer: WeightedScorer
  private let facts: [Int64]
  private let before: Int64
  private let after: Int64

  init(
    _ step: ScorerStep, _ scorer: WeightedScorer, facts: [Int64], before: Int64, after: Int64
  ) {
    self.step = step
    self.scorer = scorer
    self.facts = facts
    self.before = before
    self.after = after
  }

  var text: Bilingual {
    switch step.kind {
    case .count: both("\(counted) × \(value(step.parameter)) = \(signed(step.centipoints))")
    case .mean, .source:
      both("\(points(step.quantity)) ÷ \(step.divisor) = \(points(mean))" + weight.zh)
        .en("\(points(step.quantity)) ÷ \(step.divisor) = \(points(mean))" + weight.en)
    case .constant:
      both("按 \(value(step.parameter)) 计").en("counts as \(value(step.parameter))")
    case .blend:
      both(
        "\(points(before)) × \(value(step.parameter)) + \(points(step.quantity)) × "
          + "\(value(step.secondParameter)) = \(points(after))")
    case .reset: reset
    case .adjustment: both("\(points(before)) \(signed(step.quantity)) = \(points(after))")
    case .clamp: both("\(points(before)) → \(points(after))")
    case .term:
      both("\(step.quantity) × \(value(step.parameter)) = \(points(termSum))")
    }
  }

  private var mean: Int64 { step.quantity >= 0 ? roundedQuotient(step.quantity, step.divisor) : 0 }

  private var termSum: Int64 {
    step.quantity * (step.parameter.map { scorer.parameters[$0] } ?? 0)
  }

  /// The quantity, or what it was before the free ones were taken off.
  private var counted: String {
    guard let free = step.secondParameter, let fact = step.fact else { return "\(step.quantity)" }
    return "(\(facts[fact]) − \(scorer.parameters[free]))"
  }

  private var weight: Bilingual {
    guard step.kind == .source else { return Bilingual(zh: "", en: "") }
    return Bilingual(
      zh: "，权重 \(value(step.parameter))", en: ", weight \(value(step.parameter))")
  }

  private var reset: Bilingual {
    guard step.parameter != nil else {
      return both("一票否决，记 0 分").en("a veto: 0 points")
    }
    let bound = value(step.parameter)
    return both("\(step.quantity) ≥ \(bound)，记 0 分").en("\(step.quantity) ≥ \(bound): 0 points")
  }

  private func value(_ parameter: Int?) -> String {
    parameter.map { scorer.descriptor.parameters[$0].text(of: scorer.parameters[$0]) } ?? "?"
  }

  private func points(_ value: Int64) -> String { hundredthsText(value) }

  private func both(_ text: String) -> Bilingual { Bilingual(zh: text, en: text) }
}

/// Hundredths with their sign, as a change: `−4.00`, `+1.50`.
func signed(_ value: Int64) -> String {
  (value < 0 ? "−" : "+") + hundredthsText(Int64(clamping: value.magnitude))
}

extension Bilingual {
  fileprivate func en(_ text: String) -> Bilingual { Bilingual(zh: zh, en: text) }
}
