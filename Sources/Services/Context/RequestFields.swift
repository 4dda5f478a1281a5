internal import Rules
internal import Store

/// Checks of fields that many requests have. Each throws a `Problem` that names the field.
enum RequestFields {
  static func pageSize(_ size: Int32) throws -> Int {
    guard (0...Int32(ServiceLimits.pageSizeMax)).contains(size) else {
      throw Problem.malformed(
        .pageSizeInvalid, field: "page_size",
        zh: "每页条数 \(size) 不在 0 至 \(ServiceLimits.pageSizeMax) 之间",
        en: "the page size \(size) is not in 0…\(ServiceLimits.pageSizeMax)",
        remedy: Bilingual(zh: "改小每页条数，或不填", en: "ask for fewer, or leave it out"))
    }
    return size == 0 ? ServiceLimits.pageSizeDefault : Int(size)
  }

  static func requestID(_ id: String) throws -> String? {
    guard id.count <= ServiceLimits.requestIDCharactersMax else {
      throw Problem.malformed(
        .requestIDTooLong, field: "request_id",
        zh: "请求编号超过 \(ServiceLimits.requestIDCharactersMax) 个字符",
        en: "the request id has more than \(ServiceLimits.requestIDCharactersMax) characters",
        remedy: Bilingual(zh: "请用 UUID", en: "use a UUID"))
    }
    return id.isEmpty ? nil : id
  }

  static func month(_ text: String, field: String = "month") throws -> YearMonth {
    guard let month = YearMonth(text) else {
      throw Problem.malformed(
        .monthMalformed, field: field, zh: "“\(text)”不是月份", en: "'\(text)' is not a month",
        remedy: Bilingual(zh: "写成 YYYY-MM，如 2025-07", en: "write YYYY-MM, such as 2025-07"))
    }
    return month
  }

  static func year(_ year: Int32) throws -> Int {
    guard (1...9999).contains(year) else {
      throw Problem.malformed(
        .yearMalformed, field: "year", zh: "不是年份：\(year)", en: "not a year: \(year)",
        remedy: Bilingual(zh: "写四位数字，如 2025", en: "write four digits, such as 2025"))
    }
    return Int(year)
  }

  /// `YYYY-MM` or `YYYY`.
  static func period(_ text: String) throws -> AppraisalPeriod {
    if text.utf8.count == 4, let number = Int32(text) { return .year(try year(number)) }
    return .month(try month(text, field: "period"))
  }

  /// nil when the text is empty.
  static func day(_ text: String, field: String) throws -> Day? {
    guard !text.isEmpty else { return nil }
    guard let day = Day(text) else {
      throw Problem.malformed(
        .dateMalformed, field: field, zh: "不是日期：\(text)", en: "not a date: \(text)",
        remedy: Bilingual(zh: "写成 YYYY-MM-DD", en: "write YYYY-MM-DD"))
    }
    return day
  }

  /// nil when the text is empty: a filter that is not set.
  static func filter(_ text: String) -> String? { text.isEmpty ? nil : text }
}
