/// What scorers may use, so that none of them can hold up or fill the machine.
public struct ScorerLimits: Sendable, Hashable {
  /// Wall time of one answer. A block of members takes under a millisecond in real life.
  public var wallMilliseconds = 10_000
  /// Processor time of one child over its life; it is replaced long before.
  public var cpuSeconds = 600
  /// Memory of a child's own, besides facts and scores. Scorers need next to none.
  public var memoryBytes = 256 << 20

  public init() {}
}
