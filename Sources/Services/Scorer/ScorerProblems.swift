internal import Rules

extension Problem.Code {
  /// The messages of an upload do not come in the order that the service takes.
  static let uploadOutOfOrder = Problem.Code(rawValue: "upload_out_of_order")
  /// A scorer's file is larger than the server takes, or empty.
  static let scorerTooLarge = Problem.Code(rawValue: "scorer_too_large")
  /// A scorer's bytes have not the digest that the upload says.
  static let scorerDigestMismatch = Problem.Code(rawValue: "scorer_digest_mismatch")
  /// A signature is not its key's over this digest.
  static let scorerSignatureWrong = Problem.Code(rawValue: "scorer_signature_wrong")
  /// A stored scorer's file is gone, or its bytes are others than were stored.
  static let scorerFileDamaged = Problem.Code(rawValue: "scorer_file_damaged")
  /// The server cannot write a scorer's file.
  static let scorerFileFailed = Problem.Code(rawValue: "scorer_file_failed")
  /// More uploads and backtests at once than the server takes.
  static let scorersBusy = Problem.Code(rawValue: "scorers_busy")
  /// A text is no id of a dimension.
  static let dimensionMalformed = Problem.Code(rawValue: "dimension_malformed")
  /// A key's label is empty or too long.
  static let keyLabelInvalid = Problem.Code(rawValue: "key_label_invalid")
  /// A range of months is reversed, or too long.
  static let monthsInvalid = Problem.Code(rawValue: "months_invalid")
  /// A backtest names nothing to compare with.
  static let backtestEmpty = Problem.Code(rawValue: "backtest_empty")
}

extension Problem {
  static func uploadOutOfOrder(zh: String, en: String) -> Problem {
    Problem(
      .uploadOutOfOrder, .invalid, zh: zh, en: en,
      remedy: Bilingual(
        zh: "先发 begin，再发文件内容", en: "send begin, then the library's bytes"),
      field: "part")
  }

  static func scorerSize(_ bytes: Int) -> Problem {
    let most = ServiceLimits.scorerBytesMax >> 20
    return Problem(
      .scorerTooLarge, .exhausted,
      zh: bytes == 0 ? "评分插件是空文件" : "评分插件超过 \(most) MiB",
      en: bytes == 0 ? "the scorer is an empty file" : "the scorer has more than \(most) MiB",
      remedy: Bilingual(
        zh: "用 windowstaff scorer build 重新构建，去掉调试信息",
        en: "build it again with windowstaff scorer build, without debug information"),
      field: "data")
  }

  static func scorerDigestMismatch(_ said: String, _ found: String) -> Problem {
    Problem(
      .scorerDigestMismatch, .invalid, zh: "评分插件的摘要是 \(found)，与所报 \(said) 不符",
      en: "the scorer's digest is \(found), not \(said) as was said",
      remedy: Bilingual(
        zh: "文件在签名后有改动，请重新签名", en: "the file has changed since it was signed: sign it again"),
      field: "digest")
  }

  static func scorerSignatureWrong(_ keyID: String) -> Problem {
    Problem(
      .scorerSignatureWrong, .denied, zh: "签名不是密钥 \(keyID) 对该文件所作",
      en: "the signature is not key \(keyID)'s over this file",
      remedy: Bilingual(
        zh: "用 windowstaff scorer sign 重新签名", en: "sign again with windowstaff scorer sign"),
      field: "signature")
  }

  static func scorerFileDamaged(_ digest: String) -> Problem {
    Problem(
      .scorerFileDamaged, .dataLoss, zh: "评分插件 \(digest.prefix(12)) 的文件缺失或已被改动",
      en: "the file of scorer \(digest.prefix(12)) is gone or has been changed",
      remedy: Bilingual(
        zh: "从备份恢复数据目录的 scorers，或重新上传", en: "restore scorers in the data folder, or push it again"))
  }

  static func scorerFileFailed(_ reason: String) -> Problem {
    Problem(
      .scorerFileFailed, .exhausted, zh: "服务器无法保存评分插件：\(reason)",
      en: "the server cannot keep the scorer: \(reason)",
      remedy: Bilingual(
        zh: "请检查数据目录所在磁盘的空间和权限",
        en: "check the space and mode of the disk with the data folder"))
  }

  static let scorersBusy = Problem(
    .scorersBusy, .exhausted, zh: "正在进行的上传和回测过多",
    en: "too many uploads and backtests are under way",
    remedy: Bilingual(zh: "稍后重试", en: "try again later"))

  static func dimensionMalformed(_ text: String) -> Problem {
    Problem(
      .dimensionMalformed, .invalid, zh: "“\(text)”不是维度", en: "'\(text)' is no dimension",
      remedy: Bilingual(
        zh: "用 windowstaff scorer list 查看维度",
        en: "see the dimensions with windowstaff scorer list"),
      field: "dimension")
  }

  static let keyLabelInvalid = Problem(
    .keyLabelInvalid, .invalid,
    zh: "密钥说明应有 1 至 \(ServiceLimits.identityNameCharactersMax) 个字",
    en: "a key's label has 1 to \(ServiceLimits.identityNameCharactersMax) characters",
    remedy: Bilingual(zh: "写明是谁的密钥", en: "say whose key it is"), field: "label")

  static let monthsInvalid = Problem(
    .monthsInvalid, .invalid,
    zh: "月份范围颠倒，或超过 \(ServiceLimits.backtestMonthsMax) 个月",
    en: "the months are reversed, or more than \(ServiceLimits.backtestMonthsMax)",
    remedy: Bilingual(zh: "写成 2025-01..2025-06", en: "write 2025-01..2025-06"), field: "months")

  static let backtestEmpty = Problem(
    .backtestEmpty, .invalid, zh: "没有给出要比较的评分插件或政策",
    en: "there is no scorer and no policy to compare with",
    remedy: Bilingual(zh: "用 --scorer 或 --policy 给出", en: "give one by --scorer or --policy"))
}
