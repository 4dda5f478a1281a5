import Foundation
import Records
import Rules
import Testing

/// Where the golden data lie in this repository.
let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Golden/data")

@Suite struct BadInputTests {
  /// A folder with one error or a few, and their places as its `expected-error.txt` names them.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let folder: URL
    let places: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    let root = golden.appending(path: "bad-input")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter { $0 != "unknown-calendar-year" }.map { name in
      let folder = root.appending(path: name)
      let text = try? String(
        contentsOf: folder.appending(path: "expected-error.txt"), encoding: .utf8)
      let places = (text ?? "").split(separator: "\n").map { line in
        place(inExpectation: String(line.prefix { $0 != ":" }))
      }
      return Case(name: name, folder: folder, places: places)
    }
  }()

  /// `punches.csv, line 3, column staff_no at device` as a place is written.
  static func place(inExpectation text: String) -> String {
    text.replacingOccurrences(of: ", line ", with: ":").replacingOccurrences(
      of: ", column ", with: ":")
  }

  @Test func `the golden folders are there`() { #expect(Self.cases.count > 30) }

  @Test(arguments: cases)
  func `each error is found at its place and nothing is read`(bad: Case) {
    let report = #expect(throws: ProblemReport.self) {
      try RecordReader().read(folder: bad.folder.path)
    }
    #expect(report?.problems.map { $0.place?.description } == bad.places)
    for problem in report?.problems ?? [] {
      #expect(problem.remedy != nil, "\(problem.text.en)")
      #expect(!problem.text.zh.isEmpty && problem.text.zh != problem.text.en)
    }
  }
}
