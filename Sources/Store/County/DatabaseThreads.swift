/// The threads of one database file: one writer and a few readers.
final class DatabaseThreads: Sendable {
  private let writers: Crew<WriteTransaction>
  private let readers: Crew<ReadSnapshot>
  private let counters: Counters

  /// - Parameters:
  ///   - prepare: makes the file where it is to be made and brings its schema up to date, on a
  ///     thread that may wait.
  ///   - idleMilliseconds: after so long without work a thread ends and its connection closes.
  static func start(
    path: String, idleMilliseconds: Int, prepare: @escaping @Sendable () throws -> Void
  ) async throws -> DatabaseThreads {
    try await withCheckedThrowingContinuation { (prepared: CheckedContinuation<Void, any Error>) in
      do {
        try startThread { prepared.resume(with: Result(catching: prepare).mapError(asProblem)) }
      } catch {
        prepared.resume(throwing: error)
      }
    }
    return DatabaseThreads(path, idleMilliseconds)
  }

  private init(_ path: String, _ idleMilliseconds: Int) {
    let counters = Counters()
    self.counters = counters
    writers = Crew(
      capacity: StoreLimits.waitingWritesAtMost, workersAtMost: 1,
      idleMilliseconds: idleMilliseconds,
      duty: Crew.Duty(
        jobsAtOnce: StoreLimits.writesPerCommit, open: { try openWriter(path) },
        serve: { Writer($0, counters).run }))
    readers = Crew(
      capacity: StoreLimits.waitingReadsAtMost, workersAtMost: StoreLimits.readersPerCounty,
      idleMilliseconds: idleMilliseconds,
      duty: Crew.Duty(jobsAtOnce: 1, open: { try openReader(path) }, serve: { Reader($0).run }))
  }

  /// Writes that wait for the writer.
  var queuedWrites: Int { writers.queued }

  /// Commits and writes since the file was opened.
  var writeCounts: WriteCounts { counters.current }

  /// Threads that there are now.
  var threadCount: Int { writers.workerCount + readers.workerCount }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadSnapshot) throws -> T
  ) async throws -> T {
    try await readers.perform(body)
  }

  func write<T: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> T
  ) async throws -> T {
    try await writers.perform(body)
  }

  /// Finishes what is queued and closes the file.
  func close() async {
    await writers.close()
    await readers.close()
  }
}
