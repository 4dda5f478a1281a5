import Foundation
import Records
import Rules
import Scoring
import Testing

/// Results files to the byte, whatever the threads and the machine's zone (clause 12.2).
@Suite(.serialized)
struct GoldenTests {
  @Test(
    "A month gives its results file to the byte on one to four threads",
    arguments: [("month-small", "2025-10"), ("month-edge", "2025-09")])
  func months(_ name: String, _ text: String) throws {
    let records = try Golden.read(name)
    let month = try #require(YearMonth(text))
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    for threads in 1...4 {
      let options = ScoringOptions(threads: threads)
      let csv = try scoring.run(records, month: month, options: options).csv
      let expected = try Golden.expected(name)
      #expect(csv == expected, "\(firstDifference(csv, expected))")
    }
  }

  @Test("A year gives its results file to the byte", arguments: ["year", "two-years"])
  func years(_ name: String) throws {
    let records = try Golden.read(name)
    let month = try MonthScoring(host: builtScorers(), policy: records.policy)
    for threads in 1...2 {
      let options = ScoringOptions(threads: threads)
      let csv = try YearScoring(month: month).run(records, year: 2025, options: options).csv
      let expected = try Golden.expected(name)
      #expect(csv == expected, "\(firstDifference(csv, expected))")
    }
  }

  @Test(
    "The machine's time zone never matters",
    arguments: [
      "UTC", "America/New_York", "Pacific/Kiritimati",
    ])
  func zones(_ zone: String) throws {
    let before = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", zone, 1)
    tzset()
    defer {
      if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
      tzset()
    }
    let records = try Golden.read("month-small")
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    let csv = try scoring.run(records, month: YearMonth(year: 2025, month: 10)).csv
    #expect(csv == (try Golden.expected("month-small")))
  }

  @Test("A year that the calendar does not know is refused, for the month and for the year")
  func unknownYear() throws {
    let records = try Golden.read("bad-input/unknown-calendar-year")
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    let month = #expect(throws: Problem.self) {
      try scoring.run(records, month: YearMonth(year: 2025, month: 10))
    }
    let year = #expect(throws: Problem.self) {
      try YearScoring(month: scoring).run(records, year: 2025)
    }
    #expect(month?.code == .unknownCalendarYear && year?.code == .unknownCalendarYear)
    #expect(month?.place?.description == "calendar.csv:date")
  }

  @Test("The order of the rows of every file never matters")
  func anyOrderOfRows() throws {
    let source = Golden.folder("month-small")
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    for file in try FileManager.default.contentsOfDirectory(atPath: source)
    where file.hasSuffix(".csv") {
      let text = try String(contentsOfFile: "\(source)/\(file)", encoding: .utf8)
      let lines = text.split(whereSeparator: \.isNewline)
      let reversed = lines.prefix(1) + lines.dropFirst().reversed()
      try (reversed.joined(separator: "\n") + "\n").write(
        to: url.appending(path: file), atomically: true, encoding: .utf8)
    }
    let records = try RecordReader().read(folder: url.path).records
    let scoring = try MonthScoring(host: builtScorers(), policy: records.policy)
    let csv = try scoring.run(records, month: YearMonth(year: 2025, month: 10)).csv
    let expected = try Golden.expected("month-small")
    #expect(csv == expected, "\(firstDifference(csv, expected))")
  }
}
