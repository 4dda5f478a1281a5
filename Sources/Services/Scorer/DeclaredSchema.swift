internal import Rules
internal import Scoring
internal import Store

extension ReadSnapshot {
  /// The plugins that score in a month.
  func activePlugins(in month: YearMonth) throws -> [Store.ScorerPlugin] {
    let digests = try activeScorers(in: month).values
    return try scorerPlugins().filter { digests.contains($0.digest) }
  }
}

extension ServiceContext {
  /// The parameters and dimensions of a county with these plugins, as they declared them when they
  /// were uploaded: nothing is loaded, so that a damaged plugin holds up nobody who only needs
  /// names.
  /// - Throws: `parameter_conflict`; what loading finds, for plugins that came before declarations
  ///   were kept.
  func schema(with plugins: [Store.ScorerPlugin], of county: String) throws -> PolicySchema {
    guard plugins.allSatisfy({ $0.declaration != nil }) else {
      return try registry.host(with: plugins.map(\.digest), of: county).schema
    }
    let replaced = Set(plugins.map(\.dimension))
    let builtIn = scorers.scorers.filter { !replaced.contains($0.dimension.rawValue) }
    return try PolicySchema(
      dimensions: builtIn.map { ($0.dimension, $0.label, $0.clause) }
        + plugins.compactMap { plugin in
          Dimension(rawValue: plugin.dimension).map { ($0, plugin.name, plugin.clause) }
        },
      parameters: builtIn.flatMap { scorer in
        scorer.parameters.map { $0.policy(clause: scorer.clause) }
      } + plugins.flatMap { $0.declaration?.parameters ?? [] })
  }
}
