import Rules

/// The working days of the years whose holidays are published, as the State Council's notices list
/// them: days off that would be working days, and weekend days that are worked.
struct WorkingCalendar {
  static let years = 2024...2026

  private static let rest = """
    2024: 0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 \
    1004 1007
    2025: 0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008
    2026: 0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 \
    1006 1007
    """
  private static let worked = """
    2024: 0204 0218 0407 0428 0511 0914 0929 1012
    2025: 0126 0208 0427 0928 1011
    2026: 0104 0214 0228 0509 0920 1010
    """

  private let exceptions: [Day: String]

  init() {
    var exceptions: [Day: String] = [:]
    for (list, kind) in [(Self.rest, "rest"), (Self.worked, "workday")] {
      for line in list.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let year = Int(words[0].dropLast()) else { continue }
        for word in words.dropFirst() {
          guard let number = Int(word),
            let day = Day(year: year, month: number / 100, day: number % 100)
          else { continue }
          exceptions[day] = kind
        }
      }
    }
    self.exceptions = exceptions
  }

  func isWorkingDay(_ day: Day) -> Bool {
    exceptions[day].map { $0 == "workday" } ?? (day.weekday <= 5)
  }

  func workingDays(of month: YearMonth) -> [Day] { month.days.filter(isWorkingDay) }

  func write(into folder: String) throws(FileError) {
    let file = try CSVFile(folder: folder, kind: "calendar", columns: "date,kind")
    for (day, kind) in exceptions.sorted(by: { $0.key < $1.key }) {
      try file.row(.day(day), .text(kind))
    }
    try file.finish()
  }
}
