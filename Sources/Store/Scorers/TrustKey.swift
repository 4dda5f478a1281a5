import Rules

/// A key whose signatures a county trusts.
public struct TrustKey: Sendable, Hashable {
  public var keyID: String
  public var publicKey: [UInt8]
  /// Whose it is.
  public var label: String
  /// Who added it.
  public var actor: String
  /// UTC seconds.
  public var at: Int64

  public init(keyID: String, publicKey: [UInt8], label: String, actor: String, at: Int64) {
    self.keyID = keyID
    self.publicKey = publicKey
    self.label = label
    self.actor = actor
    self.at = at
  }
}

extension ReadSnapshot {
  /// The keys that the county trusts, oldest first.
  public func trustKeys() throws -> [TrustKey] {
    var keys: [TrustKey] = []
    try database.query(
      "SELECT key_id, public_key, label, actor, at FROM trust_keys ORDER BY id"
    ) { row in
      keys.append(
        TrustKey(
          keyID: row.text(0), publicKey: Array(row.bytes(1)), label: row.text(2),
          actor: row.text(3), at: row.integer(4)))
    }
    return keys
  }

  /// - Throws: `scorer_key_unknown`.
  public func trustKey(_ keyID: String) throws -> TrustKey {
    guard let key = try trustKeys().first(where: { $0.keyID == keyID }) else {
      throw Problem.scorerKeyUnknown(keyID)
    }
    return key
  }
}

extension WriteTransaction {
  /// - Throws: `trust_key_exists`.
  public func addTrustKey(_ key: TrustKey) throws {
    guard try !trustKeys().contains(where: { $0.keyID == key.keyID }) else {
      throw Problem(
        .trustKeyExists, .conflict, zh: "密钥 \(key.keyID) 已受信任",
        en: "the key \(key.keyID) is trusted already", field: "public_key")
    }
    try database.run(
      "INSERT INTO trust_keys (key_id, public_key, label, actor, at) VALUES (?, ?, ?, ?, ?)",
      .text(key.keyID), .bytes(key.publicKey), .text(key.label), .text(key.actor), .int(key.at))
  }

  /// Trusts it no more, and returns what it was.
  /// - Throws: `scorer_key_unknown`.
  public func removeTrustKey(_ keyID: String) throws -> TrustKey {
    let key = try trustKey(keyID)
    try database.run("DELETE FROM trust_keys WHERE key_id = ?", .text(keyID))
    return key
  }
}
