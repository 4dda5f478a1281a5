internal import Records
internal import Rules

extension Problem.Code {
  /// The messages of an import do not come in the order that the service takes.
  static let importOutOfOrder = Problem.Code(rawValue: "import_out_of_order")
  /// An import is larger than the server takes.
  static let importTooLarge = Problem.Code(rawValue: "import_too_large")
  /// More imports and exports at once than the server takes.
  static let importsBusy = Problem.Code(rawValue: "imports_busy")
  /// There is no kind of records of this name.
  static let unknownKind = Problem.Code(rawValue: "unknown_record_kind")
  /// The server cannot write the files of an import to its disk.
  static let spoolFailed = Problem.Code(rawValue: "import_spool_failed")
}

extension Problem {
  static func importOutOfOrder(zh: String, en: String) -> Problem {
    Problem(
      .importOutOfOrder, .invalid, zh: zh, en: en,
      remedy: Bilingual(
        zh: "先发 begin，再发文件片段或行；一种记录不要既发文件又发行，列也不要变",
        en:
          "send begin, then pieces of files or rows; one kind comes as a file or as rows, and its "
          + "columns stay the same"),
      field: "part")
  }

  static func unknownRecordKind(_ name: String) -> Problem {
    let names = RecordKind.all.map(\.name).joined(separator: ", ")
    return Problem(
      .unknownKind, .invalid, zh: "没有名为 \(name) 的记录种类", en: "there is no kind of records \(name)",
      remedy: Bilingual(
        zh: "记录种类有 \(names)，文件名为种类名加 .csv",
        en: "the kinds are \(names), and their files are named after them with .csv"),
      field: "file_name")
  }

  static let importTooLarge = Problem(
    .importTooLarge, .exhausted,
    zh: "导入超过 \(ServiceLimits.importBytesMax >> 30) GiB",
    en: "the import has more than \(ServiceLimits.importBytesMax >> 30) GiB",
    remedy: Bilingual(zh: "请分几次导入，例如每次一个月", en: "import in parts, such as a month each"))

  static let importsBusy = Problem(
    .importsBusy, .exhausted, zh: "正在进行的导入和导出过多",
    en: "too many imports and exports are under way",
    remedy: Bilingual(zh: "稍后重试", en: "try again later"))

  static func spoolFailed(_ reason: String) -> Problem {
    Problem(
      .spoolFailed, .exhausted, zh: "服务器无法暂存导入文件：\(reason)",
      en: "the server cannot keep the import's files: \(reason)",
      remedy: Bilingual(
        zh: "请检查数据目录所在磁盘的空间和权限", en: "check the space and mode of the disk with the data folder"))
  }
}
