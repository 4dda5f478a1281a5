import Rules

/// Why a member's month comes to something else: the steps of the dimensions, side by side.
struct MemberReasons {
  private let before: AppraisedMonth
  private let after: AppraisedMonth
  private let member: Int

  init(_ before: AppraisedMonth, _ after: AppraisedMonth, member: Int) {
    self.before = before
    self.after = after
    self.member = member
  }

  /// What changes the total.
  func scores() throws(Problem) -> [ChangeReason] {
    var reasons: [ChangeReason] = []
    let sides = [before, after]
    let ids = sides.flatMap { $0.scoring.dimensions.map(\.descriptor.dimension) }
    var seen: Set<Dimension> = []
    for dimension in ids where seen.insert(dimension).inserted {
      reasons += try steps(of: dimension)
      if let weight = weight(of: dimension) { reasons.append(weight) }
    }
    return reasons
  }

  /// What differs between the steps of one dimension, in their order.
  private func steps(of dimension: Dimension) throws(Problem) -> [ChangeReason] {
    var lines = StepLines()
    try lines.add(before, dimension, member, \.before)
    try lines.add(after, dimension, member, \.after)
    return lines.reasons.filter { $0.before != $0.after }
  }

  private func weight(of dimension: Dimension) -> ChangeReason? {
    let weights = [before, after].map { side in
      side.scoring.dimensions.first { $0.descriptor.dimension == dimension }?.weight ?? 0
    }
    guard weights[0] != weights[1] else { return nil }
    return ChangeReason(
      dimension: dimension.rawValue, fact: "", parameter: "weight_\(dimension.rawValue)",
      label: Bilingual(zh: "权重", en: "weight"),
      before: .init(value: "\(weights[0])%"), after: .init(value: "\(weights[1])%"))
  }

  /// What decides rank and grade of equal totals.
  func bounds() -> [ChangeReason] {
    let deciding: [PolicyParameter] = [
      .qualifiedMin, .excellentMin, .excellentPercent, .rankingGroup,
    ]
    return deciding.compactMap { parameter in
      let values = [before, after].map { $0.scoring.policy.text(of: parameter) }
      guard values[0] != values[1] else { return nil }
      return ChangeReason(
        dimension: "", fact: "", parameter: parameter.rawValue, label: parameter.descriptor.label,
        before: .init(value: values[0]), after: .init(value: values[1]))
    }
  }
}

/// The steps of a dimension by what they are about, each side added in turn.
private struct StepLines {
  private(set) var reasons: [ChangeReason] = []
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    let kind: ScorerStep.Kind
    let fact: String
    let parameter: String
  }

  mutating func add(
    _ side: AppraisedMonth, _ dimension: Dimension, _ member: Int,
    _ path: WritableKeyPath<ChangeReason, ChangeReason.Side>
  ) throws(Problem) {
    let found = side.scoring.dimensions.first { $0.descriptor.dimension == dimension }
    guard let scorer = found else { return }
    let facts = scorer.places.map { side.scored.facts.column($0)[member] }
    let steps = try side.scoring.host.explain(
      scorer.index, facts: facts, parameters: scorer.parameters)
    for step in steps {
      let fact = step.fact.flatMap { at(scorer.descriptor.facts, $0) }
      let parameter = step.parameter.flatMap { at(scorer.descriptor.parameters, $0) }
      let value = step.parameter.flatMap { at(scorer.parameters, $0) }
      let key = Key(
        kind: step.kind, fact: fact?.rawValue ?? "", parameter: parameter?.name ?? "")
      let label = fact?.label ?? parameter?.label ?? step.kind.label
      let place = places[key] ?? reasons.count
      if place == reasons.count {
        reasons.append(
          ChangeReason(
            dimension: dimension.rawValue, fact: key.fact, parameter: key.parameter, label: label))
        places[key] = place
      }
      reasons[place][keyPath: path].quantity += step.quantity
      reasons[place][keyPath: path].centipoints += step.centipoints
      if let parameter, let value {
        reasons[place][keyPath: path].value = parameter.text(of: value)
      }
    }
  }

  /// A scorer may name what its tables do not have; whoever explains the month says so.
  private func at<Element>(_ table: [Element], _ index: Int) -> Element? {
    table.indices.contains(index) ? table[index] : nil
  }
}

extension ScorerStep.Kind {
  /// For steps that no fact and no parameter is behind.
  fileprivate var label: Bilingual {
    switch self {
    case .clamp: Bilingual(zh: "限于 0 至 100 分", en: "kept within 0 to 100")
    case .reset: Bilingual(zh: "记 0 分", en: "0 points")
    default: Bilingual(zh: "其他", en: "other")
    }
  }
}
