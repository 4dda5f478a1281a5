/// The store's limits, each with the reason for its value.
public enum StoreLimits {
  /// A folder in use is refused after half a second: far longer than a process takes to end, and no
  /// time for somebody who has to look for the other server anyway.
  static let lockAttempts = 50
  static let lockPauseMicroseconds: UInt32 = 10_000
  /// Only a foreign program can hold the file (the folder is locked), and only for a moment.
  static let busyTimeoutMilliseconds: Int32 = 2_000
  /// The writer's pages: the upper levels of every index of a county of 100,000 members.
  static let writerCacheKibibytes = 8_192
  /// A reader scans more than it revisits.
  static let readerCacheKibibytes = 2_048
  /// One for each core of the smallest machine: more readers would only share them.
  static let readersPerCounty = 2
  /// A connection with a warm cache is kept for a minute without work; to open one takes a
  /// millisecond.
  static let idleMilliseconds = 60_000
  /// Some 2 seconds of single writes at 1 ms each; beyond it the caller had better wait outside.
  static let waitingWritesAtMost = 2_048
  /// Likewise for reads.
  static let waitingReadsAtMost = 1_024
  /// A commit's writes at most, so that its first caller does not wait for an endless stream of
  /// others.
  static let writesPerCommit = 256
  /// The WAL is folded into the file when it has this many pages (16 MiB).
  static let checkpointPages = 4_096
  /// A WAL left larger than this by an import is cut back.
  static let walBytesKept = 16 << 20
  /// Differences shown of each kind.
  public static let examplesPerKind = 20
  /// Records between two looks at cancellation and two reports of progress.
  static let recordsPerStep = 8_192
  /// Rows of a page of any list.
  public static let pageSizeAtMost = 1_000
  /// First answers are kept for a week: no client retries for longer.
  static let requestSecondsKept: Int64 = 7 * 86_400
  /// First answers at most; the oldest go first.
  static let requestsKept = 100_000
  /// Identities of a server: a province's window staff, all held in memory at some 500 bytes each.
  static let identitiesAtMost = 100_000
  /// Somebody with more roles than this wants another role.
  static let grantsPerIdentity = 64
  /// Tokens, certificates and users of one identity: a system's machines, with their successors.
  static let credentialsPerIdentity = 64
  /// Tokens that can no longer be used are listed for a year, for whoever asks what was used when.
  static let endedTokenSecondsKept: Int64 = 366 * 86_400
}
