public import Rules

/// How a scoring run is done; nothing here changes what comes out, but for `now`.
public struct ScoringOptions: Sendable {
  /// At least 1. The result does not depend on it.
  public var threads: Int
  /// A month that is not over then is provisional; nil takes every month as over.
  public var now: LocalTime?
  /// Called with the blocks of work done and all of them, never by two threads at once.
  public var progress: @Sendable (_ done: Int, _ total: Int) -> Void
  /// Asked before each block; once it says yes, the run ends with the problem `cancelled`.
  public var isCancelled: @Sendable () -> Bool

  public init(
    threads: Int = 1, now: LocalTime? = nil,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threads = threads
    self.now = now
    self.progress = progress
    self.isCancelled = isCancelled
  }
}
