import Foundation
import TestSupport
import Testing

func golden(_ set: String) -> URL { Tool.goldenData.appending(path: set) }

extension RunningServer {
  /// Runs the tool and expects success.
  @discardableResult
  func succeed(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Tool.Outcome {
    let outcome = try Tool.run(
      arguments, environment: ["WINDOWSTAFF_ADDRESS": address, "WINDOWSTAFF_COUNTY": "420325"])
    #expect(
      outcome.status == 0, "\(arguments): \(outcome.note)\n\(log)", sourceLocation: sourceLocation)
    return outcome
  }

  @discardableResult
  func importGolden(
    _ set: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Tool.Outcome {
    try succeed("import", golden(set).path, sourceLocation: sourceLocation)
  }

  /// Expects the results file of the period to be that of the golden set, to the byte.
  func expectResults(
    _ period: [String], of set: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: "results.csv")
    let outcome = try Tool.run(
      ["appraisal", "results"] + period + ["--out", file.path],
      environment: ["WINDOWSTAFF_ADDRESS": address, "WINDOWSTAFF_COUNTY": "420325"])
    #expect(outcome.status == 0, "\(outcome.note)", sourceLocation: sourceLocation)
    let expected = try Data(contentsOf: golden(set).appending(path: "expected.csv"))
    #expect(
      try Data(contentsOf: file) == expected, "\(set) \(period)", sourceLocation: sourceLocation)
  }

  /// The path of a new folder with one record file in it.
  func folderWith(_ name: String, _ content: String) throws -> String {
    let records = folder.appending(path: "records-\(UInt32.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: records, withIntermediateDirectories: true)
    try Data(content.utf8).write(to: records.appending(path: name))
    return records.path
  }
}
