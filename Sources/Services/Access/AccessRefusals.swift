internal import Rules

/// Why a call is refused. No text holds a secret, or tells what a caller may not know.
extension Problem.Code {
  /// The server does not know who calls.
  static let unknownCaller = Problem.Code(rawValue: "unknown_caller")
  /// The token is no token, is revoked, or was never given.
  static let tokenInvalid = Problem.Code(rawValue: "token_invalid")
  /// The token's time is over.
  static let tokenExpired = Problem.Code(rawValue: "token_expired")
  /// The caller's identity is disabled.
  static let identityDisabled = Problem.Code(rawValue: "identity_disabled")
  /// No role of the caller allows the method in this county.
  static let roleMissing = Problem.Code(rawValue: "role_missing")
  /// What the request names lies outside the scope of the caller's roles.
  static let outsideScope = Problem.Code(rawValue: "outside_scope")
  /// The matter is the caller's own.
  static let ownMatter = Problem.Code(rawValue: "own_matter")
  /// The connection is bound to a caller already.
  static let alreadyAuthenticated = Problem.Code(rawValue: "already_authenticated")
  /// The connection may carry the calls of several callers.
  static let sharedConnection = Problem.Code(rawValue: "shared_connection")
  /// An identity's id has a form that is not allowed.
  static let identityIDMalformed = Problem.Code(rawValue: "identity_id_malformed")
  /// An identity's name or kind is missing, or the name is too long.
  static let identityNameInvalid = Problem.Code(rawValue: "identity_name_invalid")
  /// The request names no role.
  static let roleUnspecified = Problem.Code(rawValue: "role_unspecified")
  /// The scope does not fit the role, or lacks its code or county.
  static let scopeMalformed = Problem.Code(rawValue: "scope_malformed")
  /// A method is not one that a system can be granted.
  static let methodUnknown = Problem.Code(rawValue: "method_unknown")
  /// A token would live too long, or not at all.
  static let lifetimeInvalid = Problem.Code(rawValue: "lifetime_invalid")
  /// A label is too long.
  static let labelTooLong = Problem.Code(rawValue: "label_too_long")
  /// A fingerprint is not 64 hexadecimal digits, or a name has no kind before it.
  static let certificateMalformed = Problem.Code(rawValue: "certificate_malformed")
}

extension Problem {
  static let unknownCaller = Problem(
    .unknownCaller, .unknownCaller, zh: "服务不认识调用者", en: "the server does not know who calls",
    remedy: Bilingual(
      zh: "用 --token 或 WINDOWSTAFF_TOKEN 给出令牌；程序放在元数据 authorization 中",
      en: "give a token by --token or WINDOWSTAFF_TOKEN; programs send it as the metadata entry "
        + "authorization"))

  static let tokenInvalid = Problem(
    .tokenInvalid, .unknownCaller, zh: "令牌无效或已撤销", en: "the token is not valid, or revoked",
    remedy: Bilingual(zh: "请管理员发放新令牌", en: "ask an administrator for a new one"),
    field: "authorization")

  static let tokenExpired = Problem(
    .tokenExpired, .unknownCaller, zh: "令牌已过期", en: "the token has expired",
    remedy: Bilingual(zh: "请管理员发放新令牌", en: "ask an administrator for a new one"),
    field: "authorization")

  static let identityDisabled = Problem(
    .identityDisabled, .unknownCaller, zh: "该身份已停用", en: "the identity is disabled",
    remedy: Bilingual(zh: "请联系管理员", en: "ask an administrator"))

  static func roleMissing(_ method: String) -> Problem {
    Problem(
      .roleMissing, .denied, zh: "您的角色不允许在该县调用 \(method)",
      en: "none of the caller's roles allows \(method) in this county",
      remedy: Bilingual(
        zh: "用 windowstaff whoami 查看您的角色；核对 --county；需要时请管理员授权",
        en:
          "see your roles with windowstaff whoami; check --county; ask an administrator for the role"
      ),
      clause: "6.2")
  }

  static func outsideScope(_ staffNo: String) -> Problem {
    Problem(
      .outsideScope, .denied, zh: "\(staffNo) 不在您的权限范围内",
      en: "\(staffNo) is outside the scope of the caller's roles",
      remedy: Bilingual(
        zh: "用 windowstaff whoami 查看您的范围", en: "see your scope with windowstaff whoami"),
      clause: "6.2", field: "staff_no")
  }

  static func ownMatter(_ clause: String) -> Problem {
    Problem(
      .ownMatter, .denied, zh: "不得办理本人事项", en: "nobody decides their own matters",
      remedy: Bilingual(zh: "请由他人办理", en: "let somebody else decide"), clause: clause)
  }

  static let sharedConnection = Problem(
    .sharedConnection, .precondition, zh: "gRPC 连接可能由多个调用者共用，不能绑定身份",
    en: "a connection of gRPC may carry the calls of several callers, so none is bound to it",
    remedy: Bilingual(
      zh: "在每次调用的元数据中给出 authorization（Bearer 令牌）和 county",
      en: "send authorization (Bearer and the token) and county as metadata of each call"))

  static let alreadyAuthenticated = Problem(
    .alreadyAuthenticated, .precondition, zh: "该连接已认证过", en: "the connection is bound already",
    remedy: Bilingual(
      zh: "另开连接，或在单次调用的元数据中给出令牌与县",
      en: "open another connection, or send token and county as metadata of the call"))
}
