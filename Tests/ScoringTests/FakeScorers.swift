import Rules
@testable import Scoring

/// The built scorers with one of them misbehaving.
struct FakeScorers: ScorerHost {
  enum Fault {
    case score(Int64)
    case flag
    case failure
    case extraStep(ScorerStep)
    case missing(Dimension)
  }

  let host: InProcessScorers
  let fault: Fault

  var scorers: [ScorerDescriptor] {
    if case .missing(let dimension) = fault {
      return host.scorers.filter { $0.dimension != dimension }
    }
    return host.scorers
  }

  var schema: PolicySchema { host.schema }

  func score(_ batches: [ScorerBatch]) throws(Problem) {
    try host.score(
      batches.map { batch in
        ScorerBatch(
          scorer: hostIndex(batch.scorer), memberCount: batch.memberCount,
          facts: batch.facts, parameters: batch.parameters, scores: batch.scores,
          flags: batch.flags)
      })
    for batch in batches {
      switch fault {
      case .score(let value): batch.scores[batch.memberCount - 1] = value
      case .flag: batch.flags[0] = 1 << 31
      case .failure: throw .scorerFailed(scorers[batch.scorer], 7)
      case .extraStep, .missing: break
      }
    }
  }

  func explain(_ index: Int, facts: [Int64], parameters: [Int64]) throws(Problem) -> [ScorerStep] {
    var steps = try host.explain(hostIndex(index), facts: facts, parameters: parameters)
    if case .extraStep(let step) = fault { steps.append(step) }
    return steps
  }

  /// Without the missing one, the others move up.
  private func hostIndex(_ index: Int) -> Int {
    host.scorers.firstIndex { $0.dimension == scorers[index].dimension } ?? index
  }
}
