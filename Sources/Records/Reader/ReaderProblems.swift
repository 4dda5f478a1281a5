public import Rules

extension Problem.Code {
  /// A file that must be there is not.
  public static let missingFile = Problem.Code(rawValue: "missing_file")
  /// A required column is not in the header.
  public static let missingColumn = Problem.Code(rawValue: "missing_column")
  /// The header has a column twice.
  public static let repeatedColumn = Problem.Code(rawValue: "repeated_column")
  /// A remark: a column or file that means nothing here was passed over.
  public static let ignored = Problem.Code(rawValue: "ignored")
  /// A row has more or fewer fields than the header.
  public static let fieldCount = Problem.Code(rawValue: "field_count")
  /// A row is longer than any may be.
  public static let recordTooLong = Problem.Code(rawValue: "record_too_long")
  /// A file of punches names more devices than any county has.
  public static let tooManyDevices = Problem.Code(rawValue: "too_many_devices")
  /// A quote that is never closed, or text behind one that is.
  public static let quoting = Problem.Code(rawValue: "quoting")
  /// Bytes that are neither UTF-8 nor GB18030.
  public static let encoding = Problem.Code(rawValue: "encoding")
  /// A value that must be there is empty.
  public static let emptyValue = Problem.Code(rawValue: "empty_value")
  /// A value is not of its column's form, or outside its range.
  public static let malformedValue = Problem.Code(rawValue: "malformed_value")
  /// A code that neither a file nor the store lists.
  public static let unknownReference = Problem.Code(rawValue: "unknown_reference")
  /// Two values of a row are in the wrong order.
  public static let wrongOrder = Problem.Code(rawValue: "wrong_order")
  /// The reviewer does not fit the source.
  public static let wrongReviewer = Problem.Code(rawValue: "wrong_reviewer")
  /// A second row with the same key says something else.
  public static let repeatedKey = Problem.Code(rawValue: "repeated_key")
}

extension Problem {
  /// A problem of another layer, at its place in a file.
  static func placed(_ problem: Problem, _ kind: RecordKind, _ column: String?) -> Problem {
    var copy = problem
    copy.place = Place(file: kind.fileName, column: column)
    return copy
  }

  private static func at(
    _ code: Code, _ kind: RecordKind, _ column: String?, _ zh: String, _ en: String,
    _ remedy: Bilingual?
  ) -> Problem {
    Problem(
      code, .invalid, zh: zh, en: en, remedy: remedy, field: column,
      place: Place(file: kind.fileName, column: column))
  }

  static func missingFile(_ kind: RecordKind) -> Problem {
    at(
      .missingFile, kind, nil, "缺少文件 \(kind.fileName)", "the file \(kind.fileName) is missing",
      Bilingual(
        zh: "请在文件夹中放入该文件；没有记录时也要有表头。",
        en: "Put the file into the folder; with a header alone when it has no records."))
  }

  static func unreadable(_ file: String, _ reason: String) -> Problem {
    Problem(
      .unreadableFile, .unavailable, zh: "无法读取 \(file)：\(reason)",
      en: "cannot read \(file): \(reason)",
      remedy: Bilingual(
        zh: "请检查路径和权限，并确认读取期间文件没有被改动。",
        en: "Check the path and its permissions, and that nobody changes the file meanwhile."),
      place: Place(file: file))
  }

  static func missingColumn(_ kind: RecordKind, _ column: String) -> Problem {
    at(
      .missingColumn, kind, column, "缺少必需的列 \(column)", "the required column \(column) is missing",
      Bilingual(
        zh: "表头应有这些列：\(columnList(kind))。", en: "The header needs: \(columnList(kind))."))
  }

  private static func columnList(_ kind: RecordKind) -> String {
    kind.columns.filter(\.isRequired).map(\.name).joined(separator: ",")
  }

  static func repeatedColumn(_ kind: RecordKind, _ column: String) -> Problem {
    at(
      .repeatedColumn, kind, column, "列 \(column) 出现了两次", "the column \(column) is there twice",
      Bilingual(zh: "请删去其中一列或改名。", en: "Delete or rename one of them."))
  }

  static func unknownColumn(_ kind: RecordKind, _ column: String) -> Problem {
    let shown = column.isEmpty ? "\"\"" : shortened(column)
    return at(
      .ignored, kind, column, "忽略未知的列 \(shown)", "the unknown column \(shown) is ignored", nil)
  }

  static func unknownFile(_ name: String) -> Problem {
    Problem(
      .ignored, .invalid, zh: "忽略未知的文件 \(name)", en: "the unknown file \(name) is ignored",
      place: Place(file: name))
  }

  static func fieldCount(_ kind: RecordKind, found: Int, expected: Int) -> Problem {
    at(
      .fieldCount, kind, nil, "该行有 \(found) 个字段，表头有 \(expected) 列",
      "\(found) fields for \(expected) columns",
      Bilingual(
        zh: "请补齐或删去字段；含逗号的内容要用双引号括起来。",
        en: "Add or remove fields; put a value that has a comma into double quotes."))
  }

  static func recordTooLong(_ kind: RecordKind) -> Problem {
    at(
      .recordTooLong, kind, nil, "该行超过 \(ReaderLimits.recordBytesMax) 字节",
      "the row is longer than \(ReaderLimits.recordBytesMax) bytes",
      Bilingual(zh: "请检查是否缺少换行。", en: "Check whether line breaks are missing."))
  }

  static var tooManyDevices: Problem {
    at(
      .tooManyDevices, .punches, "device", "设备超过 \(ReaderLimits.devicesMax) 台",
      "there are more than \(ReaderLimits.devicesMax) devices",
      Bilingual(
        zh: "请检查 device 列是否误填了其他内容。", en: "Check that the column device holds devices."))
  }

  static func wrongOrder(_ kind: RecordKind, _ first: String, _ second: String) -> Problem {
    at(
      .wrongOrder, kind, second, "\(second) 与 \(first) 先后颠倒",
      "\(second) is out of order with \(first)",
      Bilingual(
        zh: "请核对这两个值的先后。", en: "Check which of the two values comes first."))
  }

  static func wrongReviewer(_ kind: RecordKind, isSelf: Bool) -> Problem {
    at(
      .wrongReviewer, kind, "reviewer_no", isSelf ? "自评的评价人不是本人" : "互评或领导评价的评价人是本人",
      isSelf ? "a self review by another member" : "a peer's or leader's review of oneself",
      Bilingual(
        zh: "请更正 reviewer_no 或 source。", en: "Correct reviewer_no or source."))
  }

  static func repeatedKey(_ kind: RecordKind, columns: [String]) -> Problem {
    at(
      .repeatedKey, kind, columns.joined(separator: " "), "编号相同而内容不同",
      "the same key with other content",
      Bilingual(
        zh: "请保留其中一行，或更正编号。", en: "Keep one of the two rows, or correct its key."))
  }

  /// The problem of a repeated key, with the line of the first row added.
  func naming(earlierLine: Int) -> Problem {
    var copy = self
    copy.text.zh = "与第 \(earlierLine) 行\(text.zh)"
    copy.text.en = "\(text.en) than in line \(earlierLine)"
    return copy
  }

  static var readingCancelled: Problem {
    Problem(.cancelled, .unavailable, zh: "读取已取消", en: "the reading was cancelled")
  }

  /// The start of a value, for a message.
  static func shortened(_ text: String) -> String {
    let shown = text.prefix(40)
    return shown.count < text.count ? shown + "…" : text
  }

  static func malformedID(_ kind: RecordKind, _ column: String, _ text: String) -> Problem {
    at(
      .malformedValue, kind, column, "\(column) 的值 \(text) 无效", "\(text) is no valid \(column)",
      Bilingual(
        zh: "应为小写字母开头的字母、数字、下划线，最多 \(Dimension.idLengthMax) 个。",
        en: "It takes a-z, 0-9 and _, a letter first, at most \(Dimension.idLengthMax)."))
  }
}
