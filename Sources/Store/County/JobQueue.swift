import Glibc

/// A bounded queue that any thread fills and the worker threads empty.
///
/// It also counts its workers, under the same lock, so that no job is left to a worker that has
/// just gone.
final class JobQueue<Job>: @unchecked Sendable {
  // The lock guards all below it; a condition variable needs a stable address.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [Job] = []
  private var isClosed = false
  private var workers = 0
  private var waitingWorkers = 0
  private let capacity: Int
  private let workersAtMost: Int

  init(capacity: Int, workersAtMost: Int = 0) {
    self.capacity = capacity
    self.workersAtMost = workersAtMost
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Jobs that nobody has taken yet.
  var count: Int { locked { jobs.count } }

  /// Workers that have come and not left.
  var workerCount: Int { locked { workers } }

  enum Admission {
    case queued
    /// Queued, and the caller brings the worker that has just been counted.
    case queuedForNewWorker
    case full, closed
  }

  /// Adds a job, or says why it is not taken.
  func add(_ job: Job) -> Admission {
    locked {
      if isClosed { return .closed }
      if jobs.count >= capacity { return .full }
      jobs.append(job)
      pthread_cond_signal(condition)
      guard jobs.count > waitingWorkers, workers < workersAtMost else { return .queued }
      workers += 1
      return .queuedForNewWorker
    }
  }

  /// Waits for work and takes up to `limit` jobs in their order; nil when the queue is closed and
  /// empty.
  func take(atMost limit: Int) -> [Job]? {
    locked {
      while jobs.isEmpty {
        if isClosed { return nil }
        pthread_cond_wait(condition, mutex)
      }
      return takeNow(limit)
    }
  }

  /// As `take`, for a worker, who leaves at nil: also when there was no work for so long.
  func takeOrLeave(atMost limit: Int, idleMilliseconds: Int) -> [Job]? {
    locked {
      var end = deadline(afterMilliseconds: idleMilliseconds)
      var isQuiet = false
      while jobs.isEmpty {
        if isClosed || isQuiet {
          workers -= 1
          return nil
        }
        waitingWorkers += 1
        isQuiet = pthread_cond_timedwait(condition, mutex, &end) == ETIMEDOUT
        waitingWorkers -= 1
      }
      return takeNow(limit)
    }
  }

  /// A worker could not come. What nobody is left to do is returned.
  func workerFailed() -> [Job] {
    locked {
      workers -= 1
      guard workers == 0 else { return [] }
      return takeNow(jobs.count)
    }
  }

  /// Takes no more jobs; those in the queue are still done.
  func close() {
    locked {
      isClosed = true
      _ = pthread_cond_broadcast(condition)
    }
  }

  private func takeNow(_ limit: Int) -> [Job] {
    let taken = Array(jobs.prefix(limit))
    jobs.removeFirst(taken.count)
    return taken
  }

  private func locked<T>(_ body: () -> T) -> T {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

private func deadline(afterMilliseconds milliseconds: Int) -> timespec {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  time.tv_nsec += milliseconds % 1_000 * 1_000_000
  time.tv_sec += milliseconds / 1_000 + time.tv_nsec / 1_000_000_000
  time.tv_nsec %= 1_000_000_000
  return time
}

/// Runs the body on a thread of its own, away from Swift's cooperative pool, which must never
/// block.
func startThread(_ body: @escaping @Sendable () -> Void) throws {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  guard code == 0 else {
    box.release()
    throw fileProblem("thread", code)
  }
  pthread_detach(thread)
}
