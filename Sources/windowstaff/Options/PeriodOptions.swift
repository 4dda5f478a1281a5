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
      throw ValidationError("Give either --month YYYY-MM or --year YYYY.")
    }
    if let year, !(1...9999).contains(year) {
      throw ValidationError("--year must be 1…9999.")
    }
  }
}
