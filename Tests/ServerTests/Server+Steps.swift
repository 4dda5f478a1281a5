import Foundation
import TestSupport
import Testing

func golden(_ set: String) -> URL { Tool.goldenData.appending(path: set) }

extension RunningServer {
  /// Runs the tool and expects success.
  @discardableResult
  func succeed(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Tool.Outcome {
    let outcome = try await run(arguments)
    #expect(
      outcome.status == 0, "\(arguments): \(outcome.note)\n\(log)", sourceLocation: sourceLocation)
    return outcome
  }

  @discardableResult
  func importGolden(
    _ set: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Tool.Outcome {
    try await succeed("import", golden(set).path, sourceLocation: sourceLocation)
  }

  /// Expects the results file of the period to be that of the golden set, to the byte.
  func expectResults(
    _ period: [String], of set: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let file = folder.appending(path: "results.csv")
    let outcome = try await run(["appraisal", "results"] + period + ["--out", file.path])
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

  /// Expects failure with this stable code.
  func refuse(
    _ code: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = try await run(arguments)
    #expect(
      outcome.status != 0 && outcome.note.contains("[\(code)]"), "\(arguments): \(outcome.note)",
      sourceLocation: sourceLocation)
  }

  /// How many records of the golden set an import would insert: all or none of them, by kind.
  func missing(from set: String) async throws -> [String: Int] {
    try await differences(from: golden(set).path, "inserted")
  }

  /// One count of a dry run's answer, by kind.
  func differences(from folder: String, _ count: String) async throws -> [String: Int] {
    let outcome = try await run("import", folder, "--dry-run", "--json")
    let answer = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [String: Any]
    var counts: [String: Int] = [:]
    for kind in answer?["kinds"] as? [[String: Any]] ?? [] {
      guard let name = kind["kind"] as? String else { continue }
      // proto3 JSON writes 64-bit numbers as texts, and leaves out zeros or writes them.
      counts[name] = Int(kind[count] as? String ?? "0")
    }
    return counts
  }
}
