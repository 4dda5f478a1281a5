public import Rules

/// Which scorer a dimension has from a month on.
public struct ScorerActivation: Sendable, Hashable {
  public var id: Int64
  public var dimension: String
  public var fromMonth: YearMonth
  /// nil: the built-in scorer.
  public var digest: String?
  public var actor: String
  /// UTC seconds.
  public var at: Int64
  /// UTC seconds; nil while it holds.
  public var withdrawnAt: Int64?
  public var withdrawer: String?
}

extension ReadSnapshot {
  /// Every activation, newest first, those that were taken back as well.
  public func scorerActivations(of dimension: String? = nil) throws -> [ScorerActivation] {
    var activations: [ScorerActivation] = []
    try database.query(
      """
      SELECT id, dimension, from_month, digest, actor, at, withdrawn_at, withdrawer
        FROM scorer_activations WHERE (? IS NULL OR dimension = ?) ORDER BY id DESC
      """, [.optional(dimension), .optional(dimension)]
    ) { row in
      activations.append(
        ScorerActivation(
          id: row.integer(0), dimension: row.text(1),
          fromMonth: YearMonth(ordinal: Int(row.integer(2))), digest: row.optionalText(3),
          actor: row.text(4), at: row.integer(5), withdrawnAt: row.optionalInteger(6),
          withdrawer: row.optionalText(7)))
    }
    return activations
  }

  /// By dimension, the digest of the plugin that scores a month; dimensions that are not there have
  /// their built-in scorer. The activation with the latest first month holds; of two with the same,
  /// the later one.
  /// - Parameter left: an activation that is taken for withdrawn.
  public func activeScorers(
    in month: YearMonth, without left: Int64? = nil
  ) throws -> [String: String] {
    var latest: [String: ScorerActivation] = [:]
    for activation in try scorerActivations()
    where activation.withdrawnAt == nil && activation.id != left && activation.fromMonth <= month {
      if let known = latest[activation.dimension], known.fromMonth >= activation.fromMonth {
        continue
      }
      latest[activation.dimension] = activation
    }
    return latest.compactMapValues(\.digest)
  }

  /// The activation that would be taken back.
  /// - Throws: `scorer_not_activated`.
  public func lastActivation(of dimension: String) throws -> ScorerActivation {
    let holding = try scorerActivations(of: dimension).first { $0.withdrawnAt == nil }
    guard let holding else { throw Problem.scorerNotActivated(dimension) }
    return holding
  }
}

extension WriteTransaction {
  /// Lets a plugin, or with nil the built-in scorer, score a dimension from a month on.
  /// - Throws: `scorer_unknown`, `scorer_retired`, `month_sealed`.
  public func activateScorer(
    _ digest: String?, of dimension: String, from month: YearMonth, actor: String, at: Int64
  ) throws -> ScorerActivation {
    if let digest {
      let plugin = try scorerPlugin(digest)
      guard plugin.retiredAt == nil else { throw Problem.scorerRetired(plugin.digest) }
    }
    try EffectiveMonth.check(month, lastSealed: lastSealedMonth())
    try database.run(
      """
      INSERT INTO scorer_activations (dimension, from_month, digest, actor, at)
        VALUES (?, ?, ?, ?, ?)
      """, .text(dimension), .int(month.ordinal), .optional(digest), .text(actor), .int(at))
    return try lastActivation(of: dimension)
  }

  /// Takes the dimension's last activation back: what held before it holds again.
  /// - Throws: `scorer_not_activated`, `month_sealed`.
  public func withdrawActivation(
    of dimension: String, actor: String, at: Int64
  ) throws -> ScorerActivation {
    var last = try lastActivation(of: dimension)
    try EffectiveMonth.check(last.fromMonth, lastSealed: lastSealedMonth())
    try database.run(
      "UPDATE scorer_activations SET withdrawn_at = ?, withdrawer = ? WHERE id = ?", .int(at),
      .text(actor), .int(last.id))
    (last.withdrawnAt, last.withdrawer) = (at, actor)
    return last
  }
}
