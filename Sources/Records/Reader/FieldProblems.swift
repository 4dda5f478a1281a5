import Rules

/// What is wrong with one value.
enum FieldFault {
  case empty, badBytes, nul, textAfterQuote, openQuote, unknownReference
  /// Not of the column's form, or outside its range.
  case value

  static func quoting(_ fault: RecordCursor.Field.Fault) -> FieldFault {
    fault == .openQuote ? .openQuote : .textAfterQuote
  }
}

extension Problem {
  /// What is wrong with a value of a kind's column, with the forms that are right.
  static func field(
    _ fault: FieldFault, _ kind: RecordKind, _ column: ColumnSchema, _ bytes: UnsafeRawBufferPointer
  ) -> Problem {
    let shown = shortened(String(decoding: bytes, as: UTF8.self))
    switch fault {
    case .value:
      let form = column.type.form
      return make(
        .malformedValue, kind, column.name, zh: "\(column.name) 的值 \(shown) 无效",
        en: "\(shown) is no valid \(column.name)",
        remedy: Bilingual(zh: "应为\(form.zh)。", en: "It takes \(form.en)."))
    case .unknownReference:
      // A dimension is no record of a file, but one of the county's choices.
      let isChoice = column.type == .reference(to: RecordKind.dimensions.name)
      return make(
        isChoice ? .malformedValue : .unknownReference, kind, column.name,
        zh: "没有 \(column.name) 为 \(shown) 的记录",
        en: "unknown \(column.name) \(shown)", remedy: column.type.form)
    default: return field(fault, kind, column.name, bytes)
    }
  }

  /// What is wrong with a field, whatever its column means.
  static func field(
    _ fault: FieldFault, _ kind: RecordKind, _ column: String, _ bytes: UnsafeRawBufferPointer
  ) -> Problem {
    switch fault {
    case .badBytes:
      let at = endOfASCII(bytes)
      let hex = bytes[at...].prefix(4).map { String($0, radix: 16, uppercase: true) }
      return make(
        .encoding, kind, column, zh: "字节 \(hex.joined(separator: " ")) 既不是 UTF-8 也不是 GB18030",
        en: "the bytes \(hex.joined(separator: " ")) are neither UTF-8 nor GB18030",
        remedy: Bilingual(zh: "请将文件另存为 UTF-8。", en: "Save the file as UTF-8."))
    case .nul:
      return make(
        .malformedValue, kind, column, zh: "\(column) 中有空字符（U+0000）",
        en: "\(column) holds a NUL character (U+0000)",
        remedy: Bilingual(zh: "请删除该字符。", en: "Remove it."))
    case .textAfterQuote:
      return make(
        .quoting, kind, column, zh: "右引号之后还有文字", en: "text after the closing quote",
        remedy: Bilingual(
          zh: "内容中的双引号要写成两个。", en: "Write a double quote inside a value twice."))
    case .openQuote:
      return make(
        .quoting, kind, column, zh: "双引号没有闭合", en: "the quote is never closed",
        remedy: Bilingual(
          zh: "请补上右引号；内容中的双引号要写成两个。",
          en: "Close it; write a double quote inside a value twice."))
    default:
      return make(
        .emptyValue, kind, column, zh: "\(column) 为空", en: "\(column) is empty",
        remedy: Bilingual(zh: "请填写该值。", en: "Fill in the value."))
    }
  }

  private static func make(
    _ code: Code, _ kind: RecordKind, _ column: String, zh: String, en: String, remedy: Bilingual
  ) -> Problem {
    Problem(
      code, .invalid, zh: zh, en: en, remedy: remedy, field: column,
      place: Place(file: kind.fileName, column: column))
  }
}

extension ColumnType {
  /// What a value must be like.
  var form: Bilingual {
    switch self {
    case .text: Bilingual(zh: "文字", en: "text")
    case .reference(to: RecordKind.dimensions.name):
      Bilingual(
        zh: "应为本县的考核维度：标准的七个，或评分插件增加的维度。",
        en: "It takes a dimension of the county: one of the seven, or one that a scorer adds.")
    case .reference(let kind):
      Bilingual(
        zh: "请先在 \(kind).csv 中登记，或更正编号。", en: "List it in \(kind).csv, or correct the code.")
    case .date:
      Bilingual(zh: "存在的日期 YYYY-MM-DD", en: "a date that exists, YYYY-MM-DD")
    case .time:
      Bilingual(
        zh: "存在的时间 YYYY-MM-DD HH:MM:SS（00:00:00 至 23:59:59）",
        en: "a time that exists, YYYY-MM-DD HH:MM:SS (00:00:00 to 23:59:59)")
    case .clock(let seconds):
      seconds
        ? Bilingual(zh: "时刻 HH:MM:SS 或 HH:MM", en: "a time of day, HH:MM:SS or HH:MM")
        : Bilingual(zh: "时刻 HH:MM", en: "a time of day, HH:MM")
    case .month: Bilingual(zh: "存在的月份 YYYY-MM", en: "a month that exists, YYYY-MM")
    case .choice(let names):
      Bilingual(
        zh: "以下之一：" + names.joined(separator: "、"), en: "one of " + names.joined(separator: ", "))
    case .count(let range):
      Bilingual(
        zh: "整数 \(range.lowerBound)…\(range.upperBound)",
        en: "a whole number, \(range.lowerBound)…\(range.upperBound)")
    case .digit(let range):
      Bilingual(
        zh: "一位数字 \(range.lowerBound)…\(range.upperBound)",
        en: "one digit, \(range.lowerBound)…\(range.upperBound)")
    case .hundredths(let range):
      Bilingual(
        zh: "最多两位小数的数 "
          + "\(hundredthsText(Int64(range.lowerBound)))…\(hundredthsText(Int64(range.upperBound)))",
        en: "a number with up to two decimals, "
          + "\(hundredthsText(Int64(range.lowerBound)))…\(hundredthsText(Int64(range.upperBound)))")
    }
  }
}
