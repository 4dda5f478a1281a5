/// The sizes that the reader works with.
enum ReaderLimits {
  /// Bytes of a file in memory at a time, a thread: small enough to stay in the second-level cache,
  /// large enough that the system calls do not count.
  static let windowBytes = 128 << 10
  /// Bytes of a file by which its lines are estimated.
  static let sampleBytes = 32 << 10
  /// Bytes of one record: far above any real one, so that a quote that is never closed costs no
  /// more memory than this.
  static let recordBytesMax = 4 << 20
  /// Bytes after a window that may be read (not used): vectors overrun the last field.
  static let slackBytes = 64
  /// A file is split over threads in parts of at least this size: below it, starting a thread costs
  /// more than it saves.
  static let partBytesMin = 1 << 20
  /// Columns of one kind: a row's wrong columns are bits of one word.
  static let columnsMax = 32
  /// Distinct devices of one file: a punch on its way to `PunchColumns` has 21 bits for its device.
  static let devicesMax = 1 << 21
}
