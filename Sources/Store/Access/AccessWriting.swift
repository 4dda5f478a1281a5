public import Rules

// Each change raises the identity's version and gives its whole record, which whoever decides about
// calls takes in place of the one before. `now` is UTC seconds everywhere.
extension WriteTransaction {
  /// - Throws: `identity_exists`, `too_many_identities`.
  public func createIdentity(
    _ about: IdentityRecord.About, now: Int64
  ) throws -> IdentityRecord {
    let count = try database.first("SELECT count(*) FROM identities") { Int($0.integer(0)) } ?? 0
    guard count < StoreLimits.identitiesAtMost else {
      throw Problem.tooMany(.tooManyIdentities, count, zh: "身份", en: "identities")
    }
    try database.run(
      """
      INSERT INTO identities (identity_id, kind, name, staff_no, home_county_code, is_disabled,
          created_at, version)
        VALUES (?, ?, ?, ?, ?, 0, ?, 0) ON CONFLICT (identity_id) DO NOTHING
      """, .text(about.identityID), .int(about.kind.rawValue), .text(about.name),
      .text(about.staffNo), .text(about.homeCountyCode), .int(about.createdAt))
    guard database.changes == 1 else {
      throw Problem(
        .identityExists, .conflict, zh: "身份 \(about.identityID) 已存在",
        en: "identity \(about.identityID) exists already", field: "identity_id")
    }
    return try changed(about.identityID, now)
  }

  public func setDisabled(
    _ identityID: String, _ isDisabled: Bool, now: Int64
  ) throws -> IdentityRecord {
    try database.run(
      "UPDATE identities SET is_disabled = ? WHERE id = ?", .int(isDisabled ? 1 : 0),
      .int(try identityNumber(identityID)))
    return try changed(identityID, now)
  }

  /// Gives the role; one that is held already gets the methods given here.
  /// - Throws: `unknown_identity`, `too_many_grants`.
  public func grant(
    _ grant: AccessGrant, to identityID: String, now: Int64
  ) throws -> IdentityRecord {
    let identity = try identityNumber(identityID)
    let key = grant.key
    try database.run(
      """
      INSERT INTO grants (identity, role, county_code, scope, code, center_code, methods)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (identity, role, county_code, scope, code, center_code)
        DO UPDATE SET methods = excluded.methods
      """, .int(identity), key[0], key[1], key[2], key[3], key[4],
      .text(grant.methods.joined(separator: "\n")))
    try checkCount(
      "SELECT count(*) FROM grants WHERE identity = ?", identity, StoreLimits.grantsPerIdentity,
      .tooManyGrants, zh: "角色", en: "roles")
    return try changed(identityID, now)
  }

  /// - Throws: `unknown_identity`, `unknown_grant`.
  public func revoke(
    _ grant: AccessGrant, from identityID: String, now: Int64
  ) throws -> IdentityRecord {
    let key = grant.key
    try database.run(
      """
      DELETE FROM grants WHERE identity = ? AND role = ? AND county_code = ? AND scope = ?
        AND code = ? AND center_code = ?
      """, .int(try identityNumber(identityID)), key[0], key[1], key[2], key[3], key[4])
    guard database.changes == 1 else {
      throw Problem(
        .unknownGrant, .notFound, zh: "\(identityID) 没有这一角色", en: "\(identityID) has no such role",
        remedy: Bilingual(
          zh: "用 AccessService/GetIdentity 查看其角色",
          en: "see its roles with AccessService/GetIdentity"),
        field: "grant")
    }
    return try changed(identityID, now)
  }

  /// - Throws: `unknown_identity`, `too_many_credentials`.
  public func addToken(
    _ token: IdentityRecord.Token, to identityID: String, now: Int64
  ) throws -> IdentityRecord {
    let identity = try identityNumber(identityID)
    try database.run(
      "DELETE FROM tokens WHERE identity = ? AND (expires_at < ? OR revoked_at < ?)",
      .int(identity), .int(now - StoreLimits.endedTokenSecondsKept),
      .int(now - StoreLimits.endedTokenSecondsKept))
    try database.run(
      """
      INSERT INTO tokens (token_id, identity, hash, label, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?)
      """, .text(token.tokenID), .int(identity), .bytes(token.hash.bytes), .text(token.label),
      .int(token.createdAt), .int(token.expiresAt))
    let record = try changed(identityID, now)
    guard record.tokens.count <= StoreLimits.credentialsPerIdentity else {
      throw Problem.tooMany(
        .tooManyCredentials, record.tokens.count - 1, zh: "凭据", en: "credentials")
    }
    return record
  }

  /// A token that is revoked already stays as it is.
  /// - Returns: the token as it is now.
  /// - Throws: `unknown_identity`, `unknown_token`.
  public func revokeToken(
    _ tokenID: String, of identityID: String, now: Int64
  ) throws -> (record: IdentityRecord, token: IdentityRecord.Token) {
    try database.run(
      """
      UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE token_id = ? AND identity = ?
      """, .int(now), .text(tokenID), .int(try identityNumber(identityID)))
    let token = try database.first(
      "SELECT hash, label, created_at, expires_at, revoked_at FROM tokens WHERE token_id = ?",
      .text(tokenID)
    ) {
      IdentityRecord.Token(
        tokenID: tokenID, hash: TokenHash(bytes: $0.bytes(0)), label: $0.text(1),
        createdAt: $0.integer(2), expiresAt: $0.integer(3), revokedAt: $0.optionalInteger(4))
    }
    guard database.changes == 1, let token else {
      throw Problem(
        .unknownToken, .notFound, zh: "\(identityID) 没有令牌 \(tokenID)",
        en: "\(identityID) has no token \(tokenID)",
        remedy: Bilingual(
          zh: "用 windowstaff access token list 查看", en: "see windowstaff access token list"),
        field: "token_id")
    }
    return (try changed(identityID, now), token)
  }

  /// Raises the version and reads the record.
  func changed(_ identityID: String, _ now: Int64) throws -> IdentityRecord {
    try database.run(
      "UPDATE identities SET version = version + 1 WHERE identity_id = ?", .text(identityID))
    guard let record = try identityRecord(identityID, now: now) else {
      throw Problem.unknownIdentity(identityID)
    }
    return record
  }

  func checkCount(
    _ sql: String, _ identity: Int64, _ most: Int, _ code: Problem.Code, zh: String, en: String
  ) throws {
    let count = try database.first(sql, .int(identity)) { Int($0.integer(0)) } ?? 0
    guard count <= most else { throw Problem.tooMany(code, most, zh: zh, en: en) }
  }
}

extension AccessGrant {
  /// Role, county, scope, code and centre, as the table keys them. Whom `self` names is the
  /// identity's staff number, which is not repeated here.
  fileprivate var key: [Value] {
    let (code, center) =
      switch scope {
      case .county, .own: ("", "")
      case .center(let code), .unit(let code): (code, "")
      case .window(let code, let center): (code, center)
      }
    return [role.rawValue, countyCode, scope.kind.rawValue, code, center].map(Value.text)
  }
}
