import Glibc

/// What all counties of a folder come to.
public struct FolderFigures: Sendable, Hashable {
  /// Files of counties.
  public var counties = 0
  /// Counties that were opened since the folder was.
  public var openCounties = 0
  /// Of the databases on the disk.
  public var databaseBytes: Int64 = 0
  /// Of their write-ahead logs.
  public var logBytes: Int64 = 0
  /// Writes that wait for their counties' writers.
  public var queuedWrites = 0
  /// Writes that were committed, and the commits, since the folder was opened.
  public var writes = 0
  public var commits = 0
}

extension DataFolder {
  /// The figures now, as far as the system tells them. It opens no county.
  public var figures: FolderFigures {
    var figures = FolderFigures()
    for code in (try? countyCodes()) ?? [] {
      figures.counties += 1
      figures.databaseBytes += bytes(ofCounty: code, "")
      figures.logBytes += bytes(ofCounty: code, "-wal")
    }
    for store in openedCounties {
      figures.openCounties += 1
      figures.queuedWrites += store.queuedWrites
      figures.writes += store.writeCounts.writes
      figures.commits += store.writeCounts.commits
    }
    return figures
  }
}
