import Rules

/// Threads that do the jobs of one queue, each with a connection of its own.
///
/// They come with the work and go when it has been quiet for a while, so that an idle county costs
/// neither a thread nor a connection.
final class Crew<Access>: Sendable {
  typealias Job = StoreJob<Access>

  /// What a worker does.
  struct Duty: Sendable {
    let jobsAtOnce: Int
    /// At the worker's first jobs, on its thread.
    let open: @Sendable () throws -> Database
    /// Makes what jobs are given of a connection.
    let serve: @Sendable (Database) -> ([Job]) -> Void
  }

  private let queue: JobQueue<Job>
  private let duty: Duty
  private let idleMilliseconds: Int
  private let threads = ThreadCount()

  init(capacity: Int, workersAtMost: Int, idleMilliseconds: Int, duty: Duty) {
    queue = JobQueue(capacity: capacity, workersAtMost: workersAtMost)
    self.idleMilliseconds = idleMilliseconds
    self.duty = duty
  }

  /// Jobs that wait for a worker.
  var queued: Int { queue.count }

  var workerCount: Int { queue.workerCount }

  func perform<T: Sendable>(
    _ body: @escaping @Sendable (Access) throws -> T
  ) async throws -> T {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { caller in
        let job = StoreJob(cancellation, body, caller)
        switch queue.add(job) {
        case .queued: break
        case .queuedForNewWorker: bringWorker()
        case .closed: job.fail(closedProblem())
        case .full: job.fail(busyProblem())
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// Finishes what is queued and sends the workers home.
  func close() async {
    queue.close()
    await threads.allEnded()
  }

  private func bringWorker() {
    threads.begin()
    do {
      try startThread { [self] in
        work()
        threads.end()
      }
    } catch {
      for job in queue.workerFailed() { job.fail(error) }
      threads.end()
    }
  }

  private func work() {
    var database: Database?
    var serve: (([Job]) -> Void)?
    while let jobs = queue.takeOrLeave(
      atMost: duty.jobsAtOnce, idleMilliseconds: idleMilliseconds)
    {
      do {
        if serve == nil {
          let opened = try duty.open()
          (database, serve) = (opened, duty.serve(opened))
        }
        serve?(jobs)
      } catch {
        for job in jobs { job.fail(error) }
      }
    }
    // What serves holds statements of the connection.
    serve = nil
    database?.close()
  }
}

private func busyProblem() -> Problem {
  Problem(
    .storeBusy, .exhausted, zh: "等待存储的请求过多", en: "too many requests wait for the store",
    remedy: Bilingual(zh: "稍后重试", en: "try again later"))
}
