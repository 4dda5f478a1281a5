/// A county's database: one writer and a few readers, each on a thread of its own while there is
/// work.
public final class CountyStore: Sendable {
  public let code: String
  private let threads: DatabaseThreads

  private init(code: String, threads: DatabaseThreads) {
    self.code = code
    self.threads = threads
  }

  /// Opens, and when `new` is given makes, the file; brings its schema up to date and marks the
  /// appraisal runs that the last process left unfinished as failed.
  static func open(
    code: String, path: String, idleMilliseconds: Int, creating new: NewCounty?
  ) async throws -> CountyStore {
    let threads = try await DatabaseThreads.start(path: path, idleMilliseconds: idleMilliseconds) {
      try prepareCounty(path, creating: new)
    }
    return CountyStore(code: code, threads: threads)
  }

  /// Writes that wait for the writer.
  public var queuedWrites: Int { threads.queuedWrites }

  /// Threads that work for the county now.
  var threadCount: Int { threads.threadCount }

  /// Commits and writes since the county was opened.
  public var writeCounts: WriteCounts { threads.writeCounts }

  /// Runs the body over one snapshot of the county, beside the writer and other readers.
  ///
  /// Nothing of the snapshot may outlive the body. When the caller's task is cancelled, long reads
  /// end with `CancellationError`.
  /// - Throws: what the body throws, and `Problem`s: `store_busy` when too many wait,
  ///   `store_closed`, …
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadSnapshot) throws -> T
  ) async throws -> T {
    try await threads.read(body)
  }

  /// Runs the body in a transaction and returns its result once it is on the disk.
  ///
  /// Whatever the body throws undoes what it did, and nothing else. The body may run again when a
  /// neighbour's failure undid the shared transaction, so it must have no effect but on the
  /// database.
  /// - Throws: what the body throws, and `Problem`s: `store_full`, `store_busy`, `store_closed`, …
  public func write<T: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> T
  ) async throws -> T {
    try await threads.write(body)
  }

  /// Finishes what is queued and closes the file.
  func close() async { await threads.close() }
}
