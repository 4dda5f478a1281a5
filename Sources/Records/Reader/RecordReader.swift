public import Rules

/// What the store has already, so that a file need not say it again.
public struct KnownCodes: Sendable {
  /// Codes by kind name (`staff`, `centers`, `units`, `trainings`). A kind that is not there is
  /// known from its file alone.
  public var codes: [String: [String]]
  /// There is a calendar: `calendar.csv` may be missing.
  public var hasCalendar: Bool

  public init(codes: [String: [String]] = [:], hasCalendar: Bool = false) {
    self.codes = codes
    self.hasCalendar = hasCalendar
  }
}

/// Reads record files, checks them whole and lays them out in columns.
///
/// The result does not depend on the number of threads, nor on the machine's zone or locale.
public struct RecordReader: Sendable {
  public var columns = ColumnSelection.all
  public var known = KnownCodes()
  /// The parameters and dimensions that the county has.
  public var schema = PolicySchema.standard
  /// At least 1.
  public var threads = 1
  /// Called now and then with the bytes read and the bytes of all files, never by two threads at
  /// once.
  public var progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  /// Asked now and then; once it says yes, the reading ends with the problem `cancelled`.
  public var isCancelled: @Sendable () -> Bool = { false }

  public init() {}

  /// What was read, with remarks that keep nobody from using it (columns that are not known).
  public struct Reading: Sendable {
    public var records: RecordSet
    public var notes: [Problem]
  }

  /// Reads the record files of a folder: `staff.csv`, `punches.csv`, …
  ///
  /// Throws all that is wrong with them, ordered by file, line and column.
  public func read(folder: String) throws(ProblemReport) -> Reading {
    var reading = FolderReading(reader: self)
    return try reading.read(folder)
  }
}
