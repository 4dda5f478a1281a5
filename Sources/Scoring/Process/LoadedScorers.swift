import Glibc
import Rules
import ScorerWire

/// A child with its scorers loaded: the requests of the ABI as calls.
///
/// Used by one thread at a time. Whatever throws a fault has ended the child.
final class LoadedScorers: @unchecked Sendable {
  let child: ScorerChild
  private(set) var scorers: [ScorerDescriptor] = []
  private let names: [String]
  private let limits: ScorerLimits
  /// A block's facts, which the child reads in place. Copying them here, into pages that are warm,
  /// is faster than having a whole month's pages mapped by every child.
  private let facts: FactMemory

  /// Different facts that the scorers of one block read in all: several times the catalogue.
  private static let columnsMax = 512

  /// Starts a child and loads the files, which must be checked already.
  /// - Throws: `scorer_process`; what is wrong with a scorer.
  init(_ files: [ScorerFile], program: String, limits: ScorerLimits) throws(Problem) {
    self.limits = limits
    names = files.map(\.name)
    child = try ScorerChild(program: program, limits: limits)
    facts = try FactMemory(
      cells: Int(SCORER_MEMBERS_MAX) * Self.columnsMax, isShared: true, Int(SCORER_MEMBERS_MAX))
    _ = try answer(child.map(facts))
    for (place, file) in files.enumerated() { scorers.append(try load(file, place)) }
  }

  /// Throws `scorer_self_test` where a scorer fails one of its own examples.
  func selfTest(_ place: Int) throws(Problem) {
    let reply = try answer(child.ask(SCORER_REQUEST_SELF_TEST, place))
    guard reply.value == Int64(WINDOWSTAFF_SCORER_OK) else {
      throw .scorerSelfTest(names[place], Int32(truncatingIfNeeded: reply.value))
    }
  }

  /// Scores a block; the batches' scorers are places here.
  func score(_ batches: [ScorerBatch]) throws(Problem) {
    guard let first = batches.first else { return }
    let members = first.memberCount
    precondition(members <= Int(SCORER_MEMBERS_MAX), "a block has too many members")
    var places: [UnsafePointer<Int64>: Int] = [:]
    var writer = RequestWriter(child.request)
    writer.put(Int64(members))
    writer.put(Int64(batches.count))
    for batch in batches {
      writer.put(head: batch.scorer, batch.facts.count, batch.parameters.count)
      for column in batch.facts {
        let place = places[column] ?? places.count
        guard place < Self.columnsMax else { throw .tooManyFacts(Self.columnsMax) }
        let start = place * members
        if places.updateValue(place, forKey: column) == nil {
          (facts.base + start).update(from: column, count: members)
        }
        writer.put(Int64(start * MemoryLayout<Int64>.stride))
      }
      for value in batch.parameters { writer.put(value) }
    }
    let scores = child.output.assumingMemoryBound(to: Int64.self)
    let flags = (child.output + 8 * members * batches.count).assumingMemoryBound(to: UInt32.self)
    // What a scorer leaves out is found as out of range, and not as the score of another block.
    scores.update(repeating: -1, count: members * batches.count)
    flags.update(repeating: 0, count: members * batches.count)
    _ = try answer(child.ask(SCORER_REQUEST_SCORE))
    // Copied before they are checked: no scorer can change them from now on.
    for (place, batch) in batches.enumerated() {
      batch.scores.update(from: scores + place * members, count: members)
      batch.flags.update(from: flags + place * members, count: members)
    }
  }

  func explain(
    _ place: Int, facts: [Int64], parameters: [Int64]
  ) throws(Problem) -> [ScorerStep] {
    var writer = RequestWriter(child.request)
    writer.put(1)
    writer.put(1)
    writer.put(head: place, facts.count, parameters.count)
    for value in facts + parameters { writer.put(value) }
    let reply = try answer(child.ask(SCORER_REQUEST_EXPLAIN, place))
    guard (0...Int64(WINDOWSTAFF_SCORER_STEPS_MAX)).contains(reply.value) else {
      throw .badSteps(scorers[place])
    }
    let told = child.output.assumingMemoryBound(to: scorer_told_step.self)
    var steps: [ScorerStep] = []
    for index in 0..<Int(reply.value) {
      guard let kind = ScorerStep.Kind(rawValue: told[index].step.kind) else {
        throw .badSteps(scorers[place])
      }
      let step = ScorerStep(told[index].step, kind, clause: told[index].clauseText)
      guard step.isWithinBounds else { throw .badSteps(scorers[place]) }
      steps.append(step)
    }
    return steps
  }

  private func load(_ file: ScorerFile, _ place: Int) throws(Problem) -> ScorerDescriptor {
    // Opened again: children that load it at once must not move each other's place in the file.
    let own = try file.reopened()
    defer { close(own) }
    let reply = try answer(child.ask(SCORER_REQUEST_LOAD, place, file: own), loading: file)
    var reader = DescriptionReader(output(reply.value, most: Int64(SCORER_OUTPUT_BYTES)))
    let head = [reader.word(), reader.word(), reader.word()]
    try ScorerLibrary.checkVersion(head, file.name)
    return try ScorerDescriptor(reader.description(), file: file.name)
  }

  /// What the child wrote, copied before anybody looks: no scorer can change it any more.
  private func output(_ count: Int64, most: Int64) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: child.output, count: Int(max(0, min(count, most)))))
  }

  /// The reply, or what it says as a problem.
  private func answer(
    _ outcome: ScorerChild.Outcome, loading file: ScorerFile? = nil
  ) throws(Problem) -> scorer_message {
    let reply: scorer_message
    switch outcome {
    case .fault(let fault):
      let scorer = scorers.indices.contains(fault.library) ? scorers[fault.library].name : nil
      let name = names.indices.contains(fault.library) ? names[fault.library] : "?"
      throw fault.problem(scorer ?? name, limits)
    case .reply(let answered): reply = answered
    }
    let place = Int(reply.argument)
    switch scorer_reply_status(reply.kind) {
    case SCORER_REPLY_OK: return reply
    case SCORER_REPLY_NOT_LOADABLE:
      let text = output(reply.value, most: Int64(SCORER_TEXT_MAX))
      throw .scorerNotLoadable(file?.name ?? "?", String(decoding: text, as: UTF8.self))
    case SCORER_REPLY_NO_ENTRY: throw .scorerWithoutEntry(file?.name ?? "?")
    case SCORER_REPLY_VERSION:
      // The words are looked at where they are read.
      return reply
    case SCORER_REPLY_FAILED where scorers.indices.contains(place):
      throw .scorerFailed(scorers[place], Int32(truncatingIfNeeded: reply.value))
    case SCORER_REPLY_BAD_STEPS where scorers.indices.contains(place):
      throw .badSteps(scorers[place])
    default: throw .outOfMemory(members: 0)
    }
  }
}

/// Writes whole numbers one after the other into the request.
private struct RequestWriter {
  private var next: UnsafeMutablePointer<Int64>

  init(_ start: UnsafeMutablePointer<Int64>) { next = start }

  mutating func put(_ value: Int64) {
    next.pointee = value
    next += 1
  }

  mutating func put(head library: Int, _ facts: Int, _ parameters: Int) {
    put(Int64(library))
    put(Int64(facts))
    put(Int64(parameters))
  }
}

extension scorer_told_step {
  fileprivate var clauseText: String? {
    guard has_clause != 0 else { return nil }
    return withUnsafeBytes(of: clause) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

extension Problem {
  fileprivate static func tooManyFacts(_ most: Int) -> Problem {
    Problem(
      .scorerDescriptor, .precondition, zh: "评分插件共读取超过 \(most) 种事实",
      en: "the scorers read more than \(most) different facts in all",
      remedy: Bilingual(zh: "请减少插件读取的事实。", en: "Read fewer facts in the scorers."))
  }

  static func badSteps(_ scorer: ScorerDescriptor) -> Problem {
    .scorerExplanation(scorer, zh: "步骤过多或不合规", en: "a step breaks the ABI, or there are too many")
  }
}
