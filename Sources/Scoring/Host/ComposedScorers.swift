public import Rules

/// The scorers of several hosts as one: each dimension's is that of the last host that has it.
public struct ComposedScorers: ScorerHost {
  public let scorers: [ScorerDescriptor]
  /// By index in `scorers`: the host and its own index.
  private let places: [(host: any ScorerHost, index: Int)]

  /// - Parameters:
  ///   - base: in whose order dimensions stand; dimensions that it lacks follow.
  ///   - replacements: hosts whose scorers take the place of those before them.
  public init(_ base: any ScorerHost, replacedBy replacements: [any ScorerHost]) {
    var scorers = base.scorers
    var places = base.scorers.indices.map { (host: base, index: $0) }
    for host in replacements {
      for (index, scorer) in host.scorers.enumerated() {
        if let place = scorers.firstIndex(where: { $0.dimension == scorer.dimension }) {
          (scorers[place], places[place]) = (scorer, (host, index))
        } else {
          scorers.append(scorer)
          places.append((host, index))
        }
      }
    }
    self.scorers = scorers
    self.places = places
  }

  public func score(_ index: Int, _ batch: ScorerBatch) throws(Problem) {
    try places[index].host.score(places[index].index, batch)
  }

  public func explain(
    _ index: Int, facts: [Int64], parameters: [Int64]
  ) throws(Problem) -> [ScorerStep] {
    try places[index].host.explain(places[index].index, facts: facts, parameters: parameters)
  }
}
