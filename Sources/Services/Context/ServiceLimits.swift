/// Limits of requests, each with the reason for its value.
enum ServiceLimits {
  /// A page that a person looks at.
  static let pageSizeDefault = 100
  /// 1000 results are some 150 kB: well below a message's 4 MiB.
  static let pageSizeMax = 1000
  /// A UUID has 36 characters; some callers put a system's name before it.
  static let requestIDCharactersMax = 64
  /// The longest name of a county-level division has some 20 characters.
  static let countyNameCharactersMax = 100
  /// As many as a page.
  static let batchGetMax = 1000
  /// Results in one message of a stream: enough to make a message's cost small, small enough for
  /// slow readers.
  static let streamBatchSize = 500
  /// A month of a million staff is some 4.5 GB of files; a province imports by county.
  static let importBytesMax: Int64 = 8 << 30
  /// One message of an export: as large as those that the tool uploads.
  static let exportChunkBytes = 1 << 20
  /// Runs and explanations at once: each holds its period's records, some 60 MB for the month of a
  /// county with ten thousand clerks.
  static let appraisalsAtOnceMax = 16
  /// Imports and exports at once: each holds a spool file or the county's records, and at its end a
  /// core.
  static let importsAtOnceMax = 4
  /// Long enough for a system's full host name.
  static let identityIDCharactersMax = 64
  /// As a county's.
  static let identityNameCharactersMax = 100
  /// A quarter: who forgets a token does not leave it open for long.
  static let tokenSecondsDefault: Int64 = 90 * 86_400
  /// A year and the weeks in which its successor is put in place.
  static let tokenSecondsMax: Int64 = 400 * 86_400
  /// Nobody can guess 256 bits.
  static let tokenSecretBytes = 32
  /// The longest DNS name has 253.
  static let alternativeNameBytesMax = 512
  /// A scorer in Embedded Swift or C has some 40 kB; a large table in one may make it megabytes.
  static let scorerBytesMax = 16 << 20
  /// Uploads and backtests at once: each holds a month's records twice.
  static let scorersAtOnceMax = 4
  /// Plugins' answers in one run, over its threads: a year of ten thousand clerks takes under a
  /// second of them, a comparison with its reasons some seconds. Longer would hold the threads on
  /// which other counties wait.
  static let scorersTimeMax = Duration.seconds(30)
  /// Plugins of all counties kept loaded: each has a few processes of some 10 MB; loading one again
  /// takes some 10 ms.
  static let scorersLoadedMax = 32
  /// Two years: enough for a yearly appraisal and the one before.
  static let backtestMonthsMax = 24
  /// Changes of members in one message: with their reasons some 1 kB each.
  static let changesPerMessage = 500
  /// A sentence or two.
  static let noteCharactersMax = 200
}
