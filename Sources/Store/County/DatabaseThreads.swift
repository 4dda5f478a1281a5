import Glibc
import Rules
import Synchronization

/// The threads of one database file: one writer and a few readers, each with its own connection.
final class DatabaseThreads: Sendable {
  private let writes: JobQueue<StoreJob<WriteTransaction>>
  private let reads: JobQueue<StoreJob<ReadSnapshot>>
  private let counters = Counters()
  private let threads: ThreadCount

  /// - Parameter openForWriting: opens, and may make, the file for the writer, on the writer's
  /// thread.
  static func start(
    path: String, openForWriting: @escaping @Sendable () throws -> Database
  ) async throws -> DatabaseThreads {
    let store = DatabaseThreads()
    try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
      store.start(failed: { opened.resume(throwing: asProblem($0)) }) {
        let database = try openForWriting()
        opened.resume()
        Writer(database, store.counters).run(store.writes)
        database.close()
      }
    }
    for _ in 1...StoreLimits.readersPerCounty { store.startReader(path) }
    return store
  }

  private init() {
    writes = JobQueue(capacity: StoreLimits.waitingWritesAtMost)
    reads = JobQueue(capacity: StoreLimits.waitingReadsAtMost)
    threads = ThreadCount()
  }

  /// Writes that wait for the writer.
  var queuedWrites: Int { writes.count }

  /// Commits and writes since the file was opened.
  var writeCounts: WriteCounts { counters.current }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadSnapshot) throws -> T
  ) async throws -> T {
    try await perform(body, on: reads)
  }

  func write<T: Sendable>(
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
