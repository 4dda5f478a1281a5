public import Rules

/// The scorers of several hosts as one: each dimension's is that of the last host that has it.
public struct ComposedScorers: ScorerHost {
  public let scorers: [ScorerDescriptor]
  public let schema: PolicySchema
  /// By index in `scorers`: the place in `hosts` and the host's own index.
  private let places: [(host: Int, index: Int)]
  private let hosts: [any ScorerHost]

  /// - Parameters:
  ///   - base: the first.
  ///   - replacements: hosts whose scorers take the place of those before them.
  /// - Throws: `parameter_conflict`.
  public init(
    _ base: any ScorerHost, replacedBy replacements: [any ScorerHost]
  ) throws(Problem) {
    hosts = [base] + replacements
    var found: [Dimension: (host: Int, index: Int)] = [:]
    for (place, host) in hosts.enumerated() {
      for (index, scorer) in host.scorers.enumerated() {
        found[scorer.dimension] = (place, index)
      }
    }
    places = found.sorted { $0.key < $1.key }.map(\.value)
    scorers = places.map { [hosts] in hosts[$0.host].scorers[$0.index] }
    schema = try PolicySchema(scorers)
  }

  public func score(_ batches: [ScorerBatch]) throws(Problem) {
    for (place, host) in hosts.enumerated() {
      let own = batches.filter { places[$0.scorer].host == place }
      if own.isEmpty { continue }
      try host.score(own.map { $0.by(scorer: places[$0.scorer].index) })
    }
  }

  public func explain(
    _ index: Int, facts: [Int64], parameters: [Int64]
  ) throws(Problem) -> [ScorerStep] {
    let place = places[index]
    return try hosts[place.host].explain(place.index, facts: facts, parameters: parameters)
  }
}
