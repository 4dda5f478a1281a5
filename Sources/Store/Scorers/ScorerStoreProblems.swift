public import Rules

extension Problem.Code {
  /// The county trusts no key of this id.
  public static let scorerKeyUnknown = Problem.Code(rawValue: "scorer_key_unknown")
  /// The county trusts the key already.
  public static let trustKeyExists = Problem.Code(rawValue: "trust_key_exists")
  /// The county keeps no plugin of this digest.
  public static let scorerUnknown = Problem.Code(rawValue: "scorer_unknown")
  /// Several plugins have a digest that begins so.
  public static let scorerAmbiguous = Problem.Code(rawValue: "scorer_ambiguous")
  /// A plugin was retired, and is not activated any more.
  public static let scorerRetired = Problem.Code(rawValue: "scorer_retired")
  /// A plugin scores a month, so that it cannot be retired.
  public static let scorerActive = Problem.Code(rawValue: "scorer_active")
  /// A dimension has no activation that could be taken back.
  public static let scorerNotActivated = Problem.Code(rawValue: "scorer_not_activated")
  /// There is no such version of the policy.
  public static let policyUnknown = Problem.Code(rawValue: "policy_unknown")
}

extension Problem {
  static func scorerKeyUnknown(_ keyID: String) -> Problem {
    Problem(
      .scorerKeyUnknown, .denied, zh: "该县不信任密钥 \(keyID)",
      en: "the county trusts no key \(keyID)",
      remedy: Bilingual(
        zh: "请管理员用 windowstaff scorer trust add 登记公钥，或用受信任的密钥重新签名",
        en: "let an administrator add the public key with windowstaff scorer trust add, or sign "
          + "again with a key that is trusted"),
      field: "key_id")
  }

  static func scorerUnknown(_ digest: String) -> Problem {
    Problem(
      .scorerUnknown, .notFound, zh: "该县没有摘要为 \(digest) 的评分插件",
      en: "the county keeps no scorer \(digest)",
      remedy: Bilingual(
        zh: "用 windowstaff scorer list 查看，或先上传",
        en: "see them with windowstaff scorer list, or push it first"),
      field: "digest")
  }

  static func scorerAmbiguous(_ digest: String) -> Problem {
    Problem(
      .scorerAmbiguous, .invalid, zh: "有多个评分插件的摘要以 \(digest) 开头",
      en: "several scorers' digests begin with \(digest)",
      remedy: Bilingual(zh: "多给几位", en: "give more digits"), field: "digest")
  }

  static func scorerRetired(_ digest: String) -> Problem {
    Problem(
      .scorerRetired, .precondition, zh: "评分插件 \(digest.prefix(12)) 已停用",
      en: "the scorer \(digest.prefix(12)) is retired",
      remedy: Bilingual(zh: "上传新版本", en: "push a new version"), field: "digest")
  }

  static func scorerActive(_ digest: String, _ month: YearMonth) -> Problem {
    Problem(
      .scorerActive, .precondition, zh: "评分插件 \(digest.prefix(12)) 自 \(month) 起正在评分",
      en: "the scorer \(digest.prefix(12)) is active from \(month) on",
      remedy: Bilingual(
        zh: "先用 windowstaff scorer rollback 撤回，或启用另一个",
        en: "take its activation back with windowstaff scorer rollback first"),
      field: "digest")
  }

  static func scorerNotActivated(_ dimension: String) -> Problem {
    Problem(
      .scorerNotActivated, .precondition, zh: "维度 \(dimension) 没有可撤回的启用",
      en: "the dimension \(dimension) has no activation to take back",
      remedy: Bilingual(
        zh: "用 windowstaff scorer history 查看", en: "see windowstaff scorer history"),
      field: "dimension")
  }

  static func policyUnknown(_ version: Int) -> Problem {
    Problem(
      .policyUnknown, .notFound, zh: "没有第 \(version) 版政策",
      en: "there is no version \(version) of the policy",
      remedy: Bilingual(
        zh: "用 windowstaff policy list 查看", en: "see them with windowstaff policy list"),
      field: "version")
  }
}
