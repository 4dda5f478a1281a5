internal import Rules

/// Certificates and Unix users.
extension WriteTransaction {
  /// - Throws: `unknown_identity`, `certificate_taken`, `too_many_credentials`.
  public func addCertificate(
    _ mark: CertificateMark, to identityID: String, now: Int64
  ) throws -> IdentityRecord {
    let identity = try identityNumber(identityID)
    try database.run(
      "INSERT INTO certificates (mark, identity) VALUES (?, ?) ON CONFLICT (mark) DO NOTHING",
      .text(mark.stored), .int(identity))
    let owner = try database.first(
      "SELECT identity FROM certificates WHERE mark = ?", .text(mark.stored)
    ) { $0.integer(0) }
    guard owner == identity else {
      throw Problem(
        .certificateTaken, .conflict, zh: "该证书已登记给另一个身份",
        en: "the certificate is another identity's", remedy: removeFirst, field: "certificate")
    }
    try checkCount(
      "SELECT count(*) FROM certificates WHERE identity = ?", identity,
      StoreLimits.credentialsPerIdentity, .tooManyCredentials, zh: "凭据", en: "credentials")
    return try changed(identityID, now)
  }

  /// - Throws: `unknown_identity`, `unix_user_taken`, `too_many_credentials`.
  public func addUnixUser(
    _ uid: UInt32, to identityID: String, now: Int64
  ) throws -> IdentityRecord {
    let identity = try identityNumber(identityID)
    try database.run(
      "INSERT INTO unix_users (uid, identity) VALUES (?, ?) ON CONFLICT (uid) DO NOTHING",
      .int(uid), .int(identity))
    let owner = try database.first("SELECT identity FROM unix_users WHERE uid = ?", .int(uid)) {
      $0.integer(0)
    }
    guard owner == identity else {
      throw Problem(
        .unixUserTaken, .conflict, zh: "系统用户 \(uid) 已登记给另一个身份",
        en: "the Unix user \(uid) is another identity's", remedy: removeFirst, field: "uid")
    }
    try checkCount(
      "SELECT count(*) FROM unix_users WHERE identity = ?", identity,
      StoreLimits.credentialsPerIdentity, .tooManyCredentials, zh: "凭据", en: "credentials")
    return try changed(identityID, now)
  }

  /// - Throws: `unknown_identity`, `unknown_credential`.
  public func removeCertificate(
    _ mark: CertificateMark, from identityID: String, now: Int64
  ) throws -> IdentityRecord {
    try database.run(
      "DELETE FROM certificates WHERE mark = ? AND identity = ?", .text(mark.stored),
      .int(try identityNumber(identityID)))
    return try removed(identityID, now)
  }

  /// - Throws: `unknown_identity`, `unknown_credential`.
  public func removeUnixUser(
    _ uid: UInt32, from identityID: String, now: Int64
  ) throws -> IdentityRecord {
    try database.run(
      "DELETE FROM unix_users WHERE uid = ? AND identity = ?", .int(uid),
      .int(try identityNumber(identityID)))
    return try removed(identityID, now)
  }

  private func removed(_ identityID: String, _ now: Int64) throws -> IdentityRecord {
    guard database.changes == 1 else {
      throw Problem(
        .unknownCredential, .notFound, zh: "\(identityID) 没有这一凭据",
        en: "\(identityID) has no such credential", field: "credential")
    }
    return try changed(identityID, now)
  }
}

private let removeFirst = Bilingual(
  zh: "先用 AccessService/RemoveCredential 移除", en: "remove it there first, by RemoveCredential")
