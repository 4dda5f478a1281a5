import Foundation
import Records
import Rules
import Testing

@testable import Scoring

/// Libraries that were built with the header of ABI 1.0, as they were built then, in every later
/// host.
struct CompatibilityTests {
  @Test(
    "The template of 1.0, built in C and in Embedded Swift, loads, scores and explains as it did",
    // The fixtures are of one processor.
    .enabled(if: LibraryFile.ownMachine == 62), arguments: ["c", "swift"])
  func templates(_ language: String) throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "abi-1.0/libscorer-template-\(language).so").path
    let descriptor = try ScorerVerification.verify(path: path)
    #expect(descriptor.dimension.rawValue == "template" && descriptor.version == "1.0.0")
    #expect(descriptor.facts.map(\.rawValue) == ["late", "template_adjustment"])

    let host = try ScorerProcess(
      paths: ScorerFolder.files(in: ScorerFolder.beside()) + [path])
    let steps = try host.explain(7, facts: [3, -50], parameters: [200])
    #expect(steps.map(\.centipoints) == [-600, -50])
    #expect(steps.map(\.kind) == [.count, .adjustment] && steps[0].clause == "12.1")
  }
}
