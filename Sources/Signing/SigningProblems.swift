public import Rules

extension Problem.Code {
  /// A text or bytes are no public key.
  public static let trustKeyMalformed = Problem.Code(rawValue: "trust_key_malformed")
  /// A file is no signing key.
  public static let signingKeyMalformed = Problem.Code(rawValue: "signing_key_malformed")
  /// A file is no signature of a scorer.
  public static let signatureMalformed = Problem.Code(rawValue: "signature_malformed")
}

extension Problem {
  public static let trustKeyMalformed = Problem(
    .trustKeyMalformed, .invalid, zh: "不是 Ed25519 公钥", en: "this is no Ed25519 public key",
    remedy: Bilingual(
      zh: "给出 windowstaff scorer keygen 写的 .pub 文件",
      en: "give the .pub file that windowstaff scorer keygen writes"),
    field: "public_key")

  public static let signingKeyMalformed = Problem(
    .signingKeyMalformed, .invalid, zh: "不是签名密钥", en: "this is no signing key",
    remedy: Bilingual(
      zh: "给出 windowstaff scorer keygen 写的 .key 文件",
      en: "give the .key file that windowstaff scorer keygen writes"))

  public static let signatureMalformed = Problem(
    .signatureMalformed, .invalid, zh: "不是评分插件的签名文件",
    en: "this is no signature of a scorer",
    remedy: Bilingual(
      zh: "用 windowstaff scorer sign 重新签名", en: "sign again with windowstaff scorer sign"))
}
