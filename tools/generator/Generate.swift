import ArgumentParser
import Glibc
import Rules

/// Writes invented records that obey every rule of the files, the same for the same options.
@main
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Writes a county's invented records, as files that `windowstaff` reads.",
    discussion: """
      The same options write the same bytes on every machine. About 90 punches, 5 cases and 5 \
      ratings a clerk and month, and every other kind of record at the rates of tools/generator.
      """)

  @Option(help: "How many clerks.")
  var staff = 60
  @Option(help: "The month, YYYY-MM.")
  var month: String?
  @Option(help: "All twelve months of a year instead.")
  var year: Int?
  @Option(help: "Another number makes another county.")
  var seed = 1
  @Option(
    help: ArgumentHelp(
      "Write so many counties, as folders county001, county002, … of the folder, each with --staff "
        + "clerks."))
  var counties: Int?
  @Option(help: ArgumentHelp("The folder; it is made.", valueName: "DIR"))
  var out: String
  @Flag(help: "No schedules, policy or adjustments: the defaults alone.")
  var plain = false

  mutating func validate() throws {
    guard (2...9_999_999).contains(staff) else {
      throw ValidationError("--staff must be 2…9999999.")
    }
    if let counties, !(1...999).contains(counties) {
      throw ValidationError("--counties must be 1…999.")
    }
    guard (month == nil) != (year == nil) else {
      throw ValidationError("Give either --month or --year.")
    }
    if let month, YearMonth(month) == nil {
      throw ValidationError("--month must be YYYY-MM, not '\(month)'.")
    }
    guard let first = months.first, WorkingCalendar.years.contains(first.year) else {
      let years = WorkingCalendar.years
      throw ValidationError("Holidays are known for \(years.lowerBound) to \(years.upperBound).")
    }
  }

  private var months: [YearMonth] {
    if let month { return YearMonth(month).map { [$0] } ?? [] }
    return (1...12).map { YearMonth(year: year ?? 0, month: $0) }
  }

  func run() throws {
    guard let counties else { return try writeCounty(seed: seed, into: out) }
    try makeFolder(out)
    for number in 1...counties {
      let digits = String(1000 + number).dropFirst()
      try writeCounty(seed: seed + number - 1, into: "\(out)/county\(digits)")
    }
  }

  private func makeFolder(_ out: String) throws {
    guard mkdir(out, 0o755) == 0 || errno == EEXIST else {
      throw FileError(path: out, number: errno)
    }
  }

  private func writeCounty(seed: Int, into out: String) throws {
    try makeFolder(out)
    let months = months
    let calendar = WorkingCalendar()
    let organization = Organization(staff: staff)
    try calendar.write(into: out)
    try organization.write(into: out)
    try Training.write(months: months, calendar: calendar, into: out)
    if !plain {
      try Session.writeSchedules(years: months[0].year...months[0].year, into: out)
      try writePolicy(into: out)
    }
    try writeClerks(months, calendar, organization, seed: seed, into: out)
  }

  private func writePolicy(into out: String) throws {
    let policy = try CSVFile(folder: out, kind: "policy", columns: "name,value")
    try policy.row(.text("min_workdays_due"), .text("5"))
    try policy.row(.text("off_post_minutes"), .text("45"))
    try policy.finish()
  }

  private func writeClerks(
    _ months: [YearMonth], _ calendar: WorkingCalendar, _ organization: Organization, seed: Int,
    into out: String
  ) throws {
    let staffFile = try CSVFile(
      folder: out, kind: "staff",
      columns:
        "staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on")
    let files = try MonthFiles(folder: out)
    let county = ClerkMonth.County(
      seed: seed, staff: staff, townships: organization.centers.count - 1, isPlain: plain)
    let workingDays = months.map(calendar.workingDays)
    for index in 0..<staff {
      let clerk = Clerk(
        index: index, seed: seed, organization: organization, first: months[0],
        months: months.count)
      try clerk.write(to: staffFile, organization)
      for (month, days) in zip(months, workingDays) {
        var part = ClerkMonth(clerk: clerk, month: month, workingDays: days, county: county)
        try part.write(to: files)
      }
    }
    try staffFile.finish()
    try files.finish()
  }
}
