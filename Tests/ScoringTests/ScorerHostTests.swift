import Foundation
import Records
import Rules
import ScorerABI
import Testing

@testable import Scoring

/// What the host refuses of scorers, each with its own code and sentence.
struct ScorerHostTests {
  @Test("The seven built scorers are found by what they say, in the standard's order (12.1)")
  func seven() throws {
    #expect(try builtScorers().scorers.map(\.dimension) == Dimension.standard)
  }

  @Test("The scorers' parameters are the policy's: same defaults, and every point is used")
  func parameters() throws {
    for scorer in try builtScorers().scorers {
      for parameter in scorer.parameters {
        let policy = try #require(PolicyParameter(rawValue: parameter.name)).descriptor
        #expect(parameter.defaultValue == policy.defaultValue, "\(parameter.name)")
        #expect(parameter.range == policy.range, "\(parameter.name)")
      }
    }
  }

  @Test("Files that are no scorers are refused")
  func notScorers() throws {
    #expect(code(of: ["libscorer-x.so": .text("not a library")]) == .scorerNotLoadable)
    #expect(
      code(of: ["libscorer-x.so": .link("/lib/x86_64-linux-gnu/libm.so.6")]) == .scorerWithoutEntry)
    let built = try ScorerFolder.beside() + "/libscorer-hygiene.so"
    #expect(
      code(of: ["libscorer-a.so": .link(built), "libscorer-b.so": .link(built)]) == .scorerTwice)
    #expect(code(of: ["libother.so": .text("")]) == .scorerFolder)
    let missing = #expect(throws: Problem.self) { try InProcessScorers(folder: "/nonexistent") }
    #expect(missing?.code == .scorerFolder)
  }

  @Test("A scorer whose file is cut off anywhere is refused before it is loaded")
  func truncated() throws {
    let built = try ScorerFolder.beside() + "/libscorer-hygiene.so"
    let whole = try Data(contentsOf: URL(filePath: built))
    let path = FileManager.default.temporaryDirectory.appending(path: "lib-\(UUID()).so")
    defer { try? FileManager.default.removeItem(at: path) }
    for count in [0, 63, 4000, 30_000, whole.count - 1] {
      try whole.prefix(count).write(to: path)
      let problem = #expect(throws: Problem.self) { try ScorerLibrary(path: path.path) }
      #expect(problem?.code == .scorerNotLoadable)
    }
    try whole.write(to: path)
    #expect(throws: Never.self) { try ScorerLibrary(path: path.path) }
  }

  @Test("A descriptor of another version or of a short size is refused before it is read")
  func versions() {
    #expect(versionCode { $0.abi_version = 0x0002_0000 } == .scorerVersion)
    #expect(versionCode { $0.abi_version = 0x0001_0009 } == nil)
    #expect(versionCode { $0.size = 64 } == .scorerVersion)
    #expect(versionCode { $0.size = 4096 } == nil)
    #expect(versionCode { $0.parameter_size = 8 } == .scorerVersion)
  }

  @Test("A descriptor that breaks a rule is refused, and the message names the field")
  func descriptors() {
    #expect(descriptorCode { $0.id = text("Attendance") } == .scorerDescriptor)
    #expect(descriptorCode { $0.id = text("punctuality") } == nil)
    #expect(descriptorCode { $0.name_zh = nil } == .scorerDescriptor)
    #expect(descriptorCode { $0.score = nil } == .scorerDescriptor)
    #expect(descriptorCode { $0.fact_count = 100_000 } == .scorerDescriptor)
    #expect(descriptorCode { $0.flag_count = 1 } == .scorerDescriptor)
    #expect(descriptorCode(facts: ["late", "late"]) { _ in } == .scorerDescriptor)
    #expect(descriptorCode(facts: ["moon_phase"]) { _ in } == .scorerUnknownFact)
    #expect(descriptorCode(facts: ["late", "adjustment"]) { _ in } == nil)
  }

  @Test("Scores outside 0…100, undeclared flags, failures and false explanations are found")
  func faults() throws {
    #expect(try runCode(.score(10_001)) == .scorerOutOfRange)
    #expect(try runCode(.score(-1)) == .scorerOutOfRange)
    // In range, and not what the steps come to.
    #expect(try runCode(.score(10_000)) == .scorerExplanation)
    #expect(try runCode(.flag) == .scorerOutOfRange)
    #expect(try runCode(.failure) == .scorerFailed)
  }

  @Test("A step that does not add up, or that would overflow, is found before it is told")
  func steps() throws {
    let steps = [
      ScorerStep(kind: .clamp, quantity: 0, divisor: 0, centipoints: -1),
      ScorerStep(kind: .clamp, quantity: 0, divisor: 0, centipoints: .min),
      ScorerStep(kind: .mean, quantity: .max, divisor: 1, centipoints: 0),
      ScorerStep(kind: .mean, quantity: 1, divisor: 0, centipoints: 0),
      ScorerStep(kind: .term, parameter: 99, quantity: 1, divisor: 0, centipoints: 0),
      ScorerStep(kind: .count, fact: 99, quantity: 1, divisor: 0, centipoints: 0),
    ]
    for step in steps {
      #expect(try runCode(.extraStep(step)) == .scorerExplanation, "\(step)")
    }
    let harmless = ScorerStep(kind: .clamp, quantity: 0, divisor: 0, centipoints: 0)
    #expect(try runCode(.extraStep(harmless)) == nil)
  }

  @Test("A weight without a scorer is refused; without a weight the column stays empty")
  func missing() throws {
    #expect(try runCode(.missing(.hygiene)) == .scorerMissing)
    var policy = Policy()
    policy[.weightHygiene] = 0
    policy[.weightLearning] = 15
    let host = FakeScorers(host: try builtScorers(), fault: .missing(.hygiene))
    let records = try RecordFolder([:]).read()
    let csv = try MonthScoring(host: host, policy: policy)
      .run(records, month: YearMonth(year: 2025, month: 10)).csv
    #expect(
      String(decoding: csv, as: UTF8.self).contains("0.00,100.00,100.00,100.00,,90.00,100.00"))
  }

  private enum Content {
    case text(String)
    case link(String)
  }

  /// What loading a folder of these files is refused with.
  private func code(of files: [String: Content]) -> Problem.Code? {
    let url = FileManager.default.temporaryDirectory.appending(path: "scorers-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    for (name, content) in files {
      let path = url.appending(path: name).path
      switch content {
      case .text(let text): try? Data(text.utf8).write(to: url.appending(path: name))
      case .link(let target):
        try? FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      }
    }
    do throws(Problem) {
      _ = try InProcessScorers(folder: url.path)
      return nil
    } catch { return error.code }
  }

  private func runCode(_ fault: FakeScorers.Fault) throws -> Problem.Code? {
    let records = try RecordFolder([:]).read()
    let host = FakeScorers(host: try builtScorers(), fault: fault)
    do throws(Problem) {
      _ = try MonthScoring(host: host, policy: Policy())
        .appraise(records, month: YearMonth(year: 2025, month: 10)).explain("A1")
      return nil
    } catch { return error.code }
  }

  private func versionCode(
    _ change: (inout windowstaff_scorer_descriptor) -> Void
  ) -> Problem.Code? {
    var descriptor = descriptor(facts: [])
    change(&descriptor)
    do throws(Problem) {
      try withUnsafePointer(to: &descriptor) { (pointer) throws(Problem) in
        try ScorerLibrary.checkVersion(of: pointer, "x.so")
      }
      return nil
    } catch { return error.code }
  }

  private func descriptorCode(
    facts: [StaticString] = [], _ change: (inout windowstaff_scorer_descriptor) -> Void
  ) -> Problem.Code? {
    var descriptor = descriptor(facts: facts)
    defer { descriptor.facts?.deallocate() }
    change(&descriptor)
    do throws(Problem) {
      _ = try ScorerDescriptor(ScorerDescription(descriptor), file: "x.so")
      return nil
    } catch { return error.code }
  }

  private func descriptor(facts: [StaticString]) -> windowstaff_scorer_descriptor {
    let names = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: facts.count + 1)
    for (index, fact) in facts.enumerated() { (names + index).initialize(to: text(fact)) }
    var descriptor = windowstaff_scorer_descriptor()
    descriptor.abi_version = UInt32(WINDOWSTAFF_SCORER_ABI_VERSION)
    descriptor.size = UInt32(MemoryLayout<windowstaff_scorer_descriptor>.size)
    descriptor.parameter_size = UInt32(MemoryLayout<windowstaff_scorer_parameter>.stride)
    descriptor.fact_count = UInt32(facts.count)
    descriptor.facts = UnsafePointer(names)
    descriptor.id = text("attendance")
    descriptor.version = text("1.0.0")
    descriptor.name_zh = text("考勤")
    descriptor.name_en = text("attendance")
    descriptor.clause = text("12.1.1")
    descriptor.score = { _ in 0 }
    descriptor.explain = { _, _, _ in 0 }
    descriptor.self_test = { 0 }
    return descriptor
  }

  private func text(_ literal: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
