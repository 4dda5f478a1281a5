import Glibc
import Rules
import Synchronization

/// A county's database: one writer and a few readers, each on a thread of its own.
public final class CountyStore: Sendable {
  public let code: String
  private let writes: JobQueue<StoreJob<WriteTransaction>>
  private let reads: JobQueue<StoreJob<ReadSnapshot>>
  private let counters = Counters()
  private let threads: ThreadCount

  /// Opens, and when `new` is given makes, the file; brings its schema up to date and marks the
  /// appraisal runs that the last process left unfinished as failed.
  static func open(
    code: String, path: String, creating new: NewCounty?
  ) async throws -> CountyStore {
    let store = CountyStore(code: code)
    try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
      store.start(failed: { opened.resume(throwing: asProblem($0)) }) {
        let database = try openForWriting(path, creating: new)
        opened.resume()
        Writer(database, store.counters).run(store.writes)
        database.close()
      }
    }
    for _ in 1...StoreLimits.readersPerCounty { store.startReader(path) }
    return store
  }

  private init(code: String) {
    self.code = code
    writes = JobQueue(capacity: StoreLimits.waitingWritesAtMost)
    reads = JobQueue(capacity: StoreLimits.waitingReadsAtMost)
    threads = ThreadCount()
  }

  /// Writes that wait for the writer.
  public var queuedWrites: Int { writes.count }

  /// Commits and writes since the county was opened.
  public var writeCounts: WriteCounts { counters.current }

  /// Runs the body over one snapshot of the county, beside the writer and other readers.
  ///
  /// Nothing of the snapshot may outlive the body. When the caller's task is cancelled, long reads
  /// end with `CancellationError`.
  /// - Throws: what the body throws, and `Problem`s: `store_busy` when too many wait,
  ///   `store_closed`, …
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadSnapshot) throws -> T
  ) async throws -> T {
    try await perform(body, on: reads)
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
    try await perform(body, on: writes)
  }

  private func perform<T: Sendable, Access>(
    _ body: @escaping @Sendable (Access) throws -> T, on queue: JobQueue<StoreJob<Access>>
  ) async throws -> T {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { caller in
        let job = StoreJob(cancellation, body, caller)
        switch queue.add(job) {
        case nil: break
        case .closed: job.fail(closedProblem())
        case .full:
          job.fail(
            Problem(
              .storeBusy, .exhausted, zh: "等待存储的请求过多", en: "too many requests wait for the store",
              remedy: Bilingual(zh: "稍后重试", en: "try again later")))
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// Finishes what is queued and closes the file.
  func close() async {
    writes.close()
    reads.close()
    await threads.allEnded()
  }

  private func startReader(_ path: String) {
    // A reader that cannot start leaves its share to the others; without any, reads fail when
    // closed.
    start(failed: { _ in }) { [self] in
      // Opened at the first read: an idle county costs no more connections than it needs.
      var reader: Reader?
      while let jobs = reads.take(atMost: 1) {
        for job in jobs {
          do {
            let ready = try reader ?? Reader(path)
            reader = ready
            ready.run(job)
          } catch {
            job.fail(error)
          }
        }
      }
      reader?.database.close()
    }
  }

  private func start(
    failed: @escaping @Sendable (any Error) -> Void,
    _ body: @escaping @Sendable () throws -> Void
  ) {
    threads.begin()
    do {
      try startThread { [threads] in
        do { try body() } catch { failed(error) }
        threads.end()
      }
    } catch {
      failed(error)
      threads.end()
    }
  }
}
