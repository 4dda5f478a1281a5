public import Rules

/// A scorer plugin that a county keeps. Its file lies in the data folder by its digest.
public struct ScorerPlugin: Sendable, Hashable {
  /// SHA-256 of the library, in lowercase hexadecimal.
  public var digest: String
  public var dimension: String
  public var version: String
  public var name: Bilingual
  public var clause: String
  public var byteCount: Int
  /// The key that signed it.
  public var keyID: String
  public var uploader: String
  /// UTC seconds.
  public var uploadedAt: Int64
  /// UTC seconds; nil while it may be activated.
  public var retiredAt: Int64?
  /// nil where the plugin came before it was kept.
  public var declaration: ScorerDeclaration?

  public init(
    digest: String, dimension: String, version: String, name: Bilingual, clause: String,
    byteCount: Int, keyID: String, uploader: String, uploadedAt: Int64, retiredAt: Int64? = nil,
    declaration: ScorerDeclaration? = nil
  ) {
    self.digest = digest
    self.dimension = dimension
    self.version = version
    self.name = name
    self.clause = clause
    self.byteCount = byteCount
    self.keyID = keyID
    self.uploader = uploader
    self.uploadedAt = uploadedAt
    self.retiredAt = retiredAt
    self.declaration = declaration
  }
}

extension ReadSnapshot {
  /// The county's plugins, newest first.
  public func scorerPlugins() throws -> [ScorerPlugin] {
    var plugins: [ScorerPlugin] = []
    try database.query(
      """
      SELECT digest, dimension, version, name_zh, name_en, clause, byte_count, key_id, uploader,
        uploaded_at, retired_at, facts, flags FROM scorer_plugins ORDER BY id DESC
      """
    ) { row in
      let declaration = row.optionalText(11).map { facts in
        ScorerDeclaration(
          facts: facts.split(separator: " ").map(String.init),
          flags: row.text(12).split(separator: " ").map(String.init), parameters: [])
      }
      plugins.append(
        ScorerPlugin(
          digest: row.text(0), dimension: row.text(1), version: row.text(2),
          name: Bilingual(zh: row.text(3), en: row.text(4)), clause: row.text(5),
          byteCount: Int(row.integer(6)), keyID: row.text(7), uploader: row.text(8),
          uploadedAt: row.integer(9), retiredAt: row.optionalInteger(10),
          declaration: declaration))
    }
    let parameters = try scorerParameters(
      clauses: Dictionary(uniqueKeysWithValues: plugins.map { ($0.digest, $0.clause) }))
    for index in plugins.indices {
      let own = parameters[plugins[index].digest]
      plugins[index].declaration?.parameters = own ?? []
    }
    return plugins
  }

  /// The plugin whose digest begins so.
  /// - Throws: `scorer_unknown`, `scorer_ambiguous`.
  public func scorerPlugin(_ digest: String) throws -> ScorerPlugin {
    let found = try scorerPlugins().filter { !digest.isEmpty && $0.digest.hasPrefix(digest) }
    guard found.count <= 1 else { throw Problem.scorerAmbiguous(digest) }
    guard let plugin = found.first else { throw Problem.scorerUnknown(digest) }
    return plugin
  }
}

extension WriteTransaction {
  /// Keeps the plugin; one of the same digest that is kept already stays as it is, with what it
  /// declares.
  public func addScorerPlugin(_ plugin: ScorerPlugin) throws {
    try database.run(
      """
      INSERT INTO scorer_plugins (digest, dimension, version, name_zh, name_en, clause, byte_count,
        key_id, uploader, uploaded_at, facts, flags)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (digest) DO UPDATE SET facts = excluded.facts, flags = excluded.flags
      """, .text(plugin.digest), .text(plugin.dimension), .text(plugin.version),
      .text(plugin.name.zh), .text(plugin.name.en), .text(plugin.clause), .int(plugin.byteCount),
      .text(plugin.keyID), .text(plugin.uploader), .int(plugin.uploadedAt),
      .optional(plugin.declaration?.facts.joined(separator: " ")),
      .optional(plugin.declaration?.flags.joined(separator: " ")))
    try setScorerParameters(plugin.declaration?.parameters ?? [], of: plugin.digest)
  }

  /// Retires a plugin that scores no month.
  /// - Throws: `scorer_unknown`, `scorer_active`.
  public func retireScorer(_ digest: String, at: Int64) throws -> ScorerPlugin {
    let plugin = try scorerPlugin(digest)
    // What is active changes only where an activation begins.
    for activation in try scorerActivations(of: plugin.dimension)
    where activation.withdrawnAt == nil {
      let month = activation.fromMonth
      if try activeScorers(in: month)[plugin.dimension] == plugin.digest {
        throw Problem.scorerActive(plugin.digest, month)
      }
    }
    try database.run(
      "UPDATE scorer_plugins SET retired_at = coalesce(retired_at, ?) WHERE digest = ?", .int(at),
      .text(plugin.digest))
    return try scorerPlugin(plugin.digest)
  }
}
