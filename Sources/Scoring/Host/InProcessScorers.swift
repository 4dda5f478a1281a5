public import Rules
import ScorerABI

/// Scorers that run in this process: a mistake of theirs is found, a crash of theirs is ours.
public struct InProcessScorers: ScorerHost {
  public let scorers: [ScorerDescriptor]
  private let libraries: [ScorerLibrary]

  public let schema: PolicySchema

  /// Loads every `libscorer-*.so` of a folder. What each scores is what it says, not its name.
  /// - Throws: what is wrong with a scorer; `scorer_folder` when there is none.
  public init(folder: String) throws(Problem) {
    var loaded: [ScorerLibrary] = []
    for file in try ScorerFolder.files(in: folder) {
      loaded.append(try ScorerLibrary(path: file))
    }
    libraries = loaded.sorted { $0.descriptor.dimension < $1.descriptor.dimension }
    scorers = libraries.map(\.descriptor)
    try ScorerFolder.checkOneEach(scorers)
    schema = try PolicySchema(scorers)
  }

  public func score(_ batches: [ScorerBatch]) throws(Problem) {
    for batch in batches {
      let status = Self.withABIBatch(
        count: batch.memberCount, facts: batch.facts, parameters: batch.parameters,
        scores: batch.scores, flags: batch.flags
      ) { libraries[batch.scorer].abi.score($0) }
      guard status == WINDOWSTAFF_SCORER_OK else {
        throw .scorerFailed(scorers[batch.scorer], status)
      }
    }
  }

  public func explain(
    _ index: Int, facts: [Int64], parameters: [Int64]
  ) throws(Problem) -> [ScorerStep] {
    let collector = StepCollector()
    let status = facts.withUnsafeBufferPointer { facts in
      let columns = facts.indices.map { facts.baseAddress.unsafelyUnwrapped + $0 }
      return Self.withABIBatch(
        count: 1, facts: columns, parameters: parameters, scores: nil, flags: nil
      ) { batch in
        libraries[index].abi.explain(
          batch,
          { context, step in
            guard let context, let step else { return }
            Unmanaged<StepCollector>.fromOpaque(context).takeUnretainedValue().take(step)
          }, Unmanaged.passUnretained(collector).toOpaque())
      }
    }
    guard status == WINDOWSTAFF_SCORER_OK else { throw .scorerFailed(scorers[index], status) }
    guard !collector.isBroken else {
      throw .scorerExplanation(
        scorers[index], zh: "步骤过多或不合规", en: "a step breaks the ABI, or there are too many")
    }
    return collector.steps
  }

  private static func withABIBatch(
    count: Int, facts: [UnsafePointer<Int64>], parameters: [Int64],
    scores: UnsafeMutablePointer<Int64>?, flags: UnsafeMutablePointer<UInt32>?,
    _ body: (UnsafePointer<windowstaff_scorer_batch>) -> Int32
  ) -> Int32 {
    // One entry more than asked for, so that neither table is null when it is empty.
    (facts.map(Optional.some) + [nil]).withUnsafeBufferPointer { columns in
      (parameters + [0]).withUnsafeBufferPointer { values in
        var batch = windowstaff_scorer_batch(
          size: UInt64(MemoryLayout<windowstaff_scorer_batch>.size), member_count: UInt64(count),
          facts: columns.baseAddress, parameters: values.baseAddress, scores: scores, flags: flags)
        return body(&batch)
      }
    }
  }
}

/// Copies the steps that a scorer emits, during one call on one thread.
private final class StepCollector {
  private(set) var steps: [ScorerStep] = []
  private(set) var isBroken = false

  func take(_ step: UnsafePointer<windowstaff_scorer_step>) {
    guard step.pointee.size >= MemoryLayout<windowstaff_scorer_step>.size,
      steps.count < Int(WINDOWSTAFF_SCORER_STEPS_MAX),
      let kind = ScorerStep.Kind(rawValue: step.pointee.kind)
    else {
      isBroken = true
      return
    }
    let clause = step.pointee.clause.flatMap { String(validatingCString: $0) }
    let taken = ScorerStep(step.pointee, kind, clause: clause)
    guard taken.isWithinBounds else {
      isBroken = true
      return
    }
    steps.append(taken)
  }
}

extension ScorerStep {
  init(_ abi: windowstaff_scorer_step, _ kind: Kind, clause: String?) {
    func index(_ value: Int32) -> Int? { value < 0 ? nil : Int(value) }
    self.init(
      kind: kind, fact: index(abi.fact), secondFact: index(abi.second_fact),
      parameter: index(abi.parameter), secondParameter: index(abi.second_parameter),
      quantity: abi.quantity, divisor: abi.divisor, centipoints: abi.centipoints, clause: clause)
  }

  /// Whether its numbers are so small that sums and products of them never overflow.
  var isWithinBounds: Bool {
    [quantity, divisor, centipoints].allSatisfy {
      $0.magnitude <= UInt64(WINDOWSTAFF_SCORER_QUANTITY_MAX)
    }
  }
}
