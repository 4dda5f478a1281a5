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

  public init(
    digest: String, dimension: String, version: String, name: Bilingual, clause: String,
    byteCount: Int, keyID: String, uploader: String, uploadedAt: Int64, retiredAt: Int64? = nil
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
  }
}

extension ReadSnapshot {
  /// The county's plugins, newest first.
  public func scorerPlugins() throws -> [ScorerPlugin] {
    var plugins: [ScorerPlugin] = []
    try database.query(
      """
      SELECT digest, dimension, version, name_zh, name_en, clause, byte_count, key_id, uploader,
        uploaded_at, retired_at FROM scorer_plugins ORDER BY id DESC
      """
    ) { row in
      plugins.append(
        ScorerPlugin(
          digest: row.text(0), dimension: row.text(1), version: row.text(2),
          name: Bilingual(zh: row.text(3), en: row.text(4)), clause: row.text(5),
          byteCount: Int(row.integer(6)), keyID: row.text(7), uploader: row.text(8),
          uploadedAt: row.integer(9), retiredAt: row.optionalInteger(10)))
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
  /// Keeps the plugin; one of the same digest that is kept already stays as it is.
  public func addScorerPlugin(_ plugin: ScorerPlugin) throws {
    try database.run(
      """
      INSERT INTO scorer_plugins (digest, dimension, version, name_zh, name_en, clause, byte_count,
        key_id, uploader, uploaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (digest) DO NOTHING
      """, .text(plugin.digest), .text(plugin.dimension), .text(plugin.version),
      .text(plugin.name.zh), .text(plugin.name.en), .text(plugin.clause), .int(plugin.byteCount),
      .text(plugin.keyID), .text(plugin.uploader), .int(plugin.uploadedAt))
  }

  /// Retires a plugin that scores no month.
  /// - Throws: `scorer_unknown`, `scorer_active`.
  public func retireScorer(_ digest: String, at: Int64) throws -> ScorerPlugin {
    let plugin = try scorerPlugin(digest)
    let holding = try scorerActivations(of: plugin.dimension)
      .first { $0.digest == plugin.digest && $0.withdrawnAt == nil }
    if let holding { throw Problem.scorerActive(plugin.digest, holding.fromMonth) }
    try database.run(
      "UPDATE scorer_plugins SET retired_at = coalesce(retired_at, ?) WHERE digest = ?", .int(at),
      .text(plugin.digest))
    return try scorerPlugin(plugin.digest)
  }
}
