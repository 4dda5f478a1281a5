import ArgumentParser
import Rules

/// A month or a year.
struct PeriodOptions: ParsableArguments {
  @Option(help: "The month, YYYY-MM.")
  var month: YearMonth?
  @Option(help: "The year instead.")
  var year: Int?

  func validate() throws {
    guard (month == nil) != (year == nil) else {
      throw ValidationError(
        zh: "请给出 --month YYYY-MM 或 --year YYYY 之一", en: "give either --month YYYY-MM or --year YYYY"
      )
    }
    if let year, !(1...9999).contains(year) {
      throw ValidationError(zh: "--year 应为 1…9999", en: "--year takes 1…9999")
    }
  }
}
