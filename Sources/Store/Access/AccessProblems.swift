public import Rules

/// Problems of identities, their roles and credentials.
extension Problem.Code {
  /// There is no identity of that id, or the caller may not manage it.
  public static let unknownIdentity = Self(rawValue: "unknown_identity")
  /// There is an identity of that id already.
  public static let identityExists = Self(rawValue: "identity_exists")
  /// The identity does not hold the role in that scope.
  public static let unknownGrant = Self(rawValue: "unknown_grant")
  /// The identity has no token of that id.
  public static let unknownToken = Self(rawValue: "unknown_token")
  /// The identity is not known by that certificate or user.
  public static let unknownCredential = Self(rawValue: "unknown_credential")
  /// The certificate belongs to another identity.
  public static let certificateTaken = Self(rawValue: "certificate_taken")
  /// The Unix user belongs to another identity.
  public static let unixUserTaken = Self(rawValue: "unix_user_taken")
  /// The server has as many identities as it takes.
  public static let tooManyIdentities = Self(rawValue: "too_many_identities")
  /// The identity has as many roles as it can have.
  public static let tooManyGrants = Self(rawValue: "too_many_grants")
  /// The identity has as many tokens, certificates and users as it can have.
  public static let tooManyCredentials = Self(rawValue: "too_many_credentials")
}

extension Problem {
  public static func unknownIdentity(_ id: String) -> Problem {
    Problem(
      .unknownIdentity, .notFound, zh: "没有身份 \(id)，或不归您管理",
      en: "there is no identity \(id), or it is not yours to manage",
      remedy: Bilingual(
        zh: "用 windowstaff access identity list 查看", en: "see windowstaff access identity list"),
      field: "identity_id")
  }

  static func tooMany(_ code: Code, _ count: Int, zh: String, en: String) -> Problem {
    Problem(
      code, .exhausted, zh: "\(zh)已达上限 \(count)", en: "there are \(count) \(en) already",
      remedy: Bilingual(zh: "先撤销不用的", en: "revoke those that are not used first"))
  }
}
