import Glibc

/// What scorers may use, so that none of them can hold up or fill the machine.
public struct ScorerLimits: Sendable, Hashable {
  /// Wall time of one answer. A block of members takes under a millisecond in real life.
  public var wallMilliseconds = 10_000
  /// Processor time of one child over its life; it is replaced long before.
  public var cpuSeconds = 600
  /// Memory of a child's own, besides facts and scores. Scorers need next to none.
  public var memoryBytes = 256 << 20

  /// Children that wait for work, of one set of scorers: as many as can be at work at once. More
  /// come and go where several runs meet.
  public var idleChildrenMax = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  public init() {}
}
