public import Rules
import Synchronization

/// The time that scorers may take in one run, over all of its threads.
public final class ScorerTime: Sendable {
  private let most: Duration
  private let spent = Mutex(Duration.zero)

  /// - Parameter most: all answers of all scorers together.
  public init(most: Duration) { self.most = most }

  /// Adds what an answer took.
  /// - Throws: `scorer_run_time`, which names the scorer, once all have taken more than they may.
  fileprivate func add(_ duration: Duration, _ scorer: ScorerDescriptor?) throws(Problem) {
    let total = spent.withLock { spent in
      spent += duration
      return spent
    }
    guard total > most else { return }
    throw .scorer(
      .scorerRunTime, scorer?.name ?? "?", zh: "一次运行中评分用时超过 \(most.components.seconds) 秒",
      en: "has taken more than \(most.components.seconds) s of one run")
  }
}

/// Scorers whose answers count towards the time of a run: one that is slow, but never too slow for
/// one answer, cannot hold a run for hours.
public struct TimedScorers: ScorerHost {
  private let host: any ScorerHost
  private let time: ScorerTime

  public init(_ host: any ScorerHost, within time: ScorerTime) {
    self.host = host
    self.time = time
  }

  public var scorers: [ScorerDescriptor] { host.scorers }
  public var schema: PolicySchema { host.schema }

  public func score(_ batches: [ScorerBatch]) throws(Problem) {
    let start = ContinuousClock.now
    try host.score(batches)
    try time.add(start.duration(to: .now), batches.first.map { scorers[$0.scorer] })
  }

  public func explain(
    _ index: Int, facts: [Int64], parameters: [Int64]
  ) throws(Problem) -> [ScorerStep] {
    let start = ContinuousClock.now
    let steps = try host.explain(index, facts: facts, parameters: parameters)
    try time.add(start.duration(to: .now), scorers[index])
    return steps
  }
}
