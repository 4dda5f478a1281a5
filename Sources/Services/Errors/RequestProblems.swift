internal import Rules

extension Problem.Code {
  /// The call does not say which county it is for.
  static let countyMissing = Problem.Code(rawValue: "county_missing")
  /// A county's code is not six digits.
  static let countyCodeMalformed = Problem.Code(rawValue: "county_code_malformed")
  /// A county's name is empty or too long.
  static let countyNameInvalid = Problem.Code(rawValue: "county_name_invalid")
  /// No centre has this code.
  static let unknownCenter = Problem.Code(rawValue: "unknown_center")
  /// A field is not `YYYY-MM`.
  static let monthMalformed = Problem.Code(rawValue: "month_malformed")
  /// A field is not a year of four digits.
  static let yearMalformed = Problem.Code(rawValue: "year_malformed")
  /// A field is not `YYYY-MM-DD`, or there is no such day.
  static let dateMalformed = Problem.Code(rawValue: "date_malformed")
  /// A page size is negative or too large.
  static let pageSizeInvalid = Problem.Code(rawValue: "page_size_invalid")
  /// A request id is too long.
  static let requestIDTooLong = Problem.Code(rawValue: "request_id_too_long")
  /// A list in a request is empty or too long.
  static let listSizeInvalid = Problem.Code(rawValue: "list_size_invalid")
  /// The request does not say which month or year.
  static let periodMissing = Problem.Code(rawValue: "period_missing")
}

extension Problem {
  /// A request's field that does not have the form it must have.
  static func malformed(
    _ code: Code, field: String, zh: String, en: String, remedy: Bilingual
  ) -> Problem {
    Problem(code, .invalid, zh: zh, en: en, remedy: remedy, field: field)
  }

  static let countyMissing = Problem(
    .countyMissing, .invalid, zh: "请求没有说明是哪个县", en: "the call does not say which county it is for",
    remedy: Bilingual(
      zh: "用 --county 或环境变量 WINDOWSTAFF_COUNTY 给出县代码，程序调用时放在元数据 county 中",
      en: "give the county's code by --county or WINDOWSTAFF_COUNTY; programs send it as the "
        + "metadata entry county"),
    field: "county")

  static func unknownStaff(_ numbers: [String]) -> Problem {
    let list = numbers.joined(separator: ", ")
    return Problem(
      .unknownStaff, .notFound, zh: "没有编号为 \(list) 的人员", en: "unknown staff \(list)",
      remedy: Bilingual(
        zh: "用 windowstaff staff list 查看编号", en: "see the numbers with windowstaff staff list"),
      field: "staff_no")
  }

  static func unknownCenter(_ code: String) -> Problem {
    Problem(
      .unknownCenter, .notFound, zh: "没有代码为 \(code) 的中心", en: "unknown centre \(code)",
      remedy: Bilingual(zh: "请核对中心代码", en: "check the centre's code"), field: "center_code")
  }
}
