import Glibc

/// A bounded queue that any thread fills and the worker threads empty.
final class JobQueue<Job>: @unchecked Sendable {
  // The lock guards `jobs` and `isClosed`; a condition variable needs a stable address.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [Job] = []
  private var isClosed = false
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Jobs that nobody has taken yet.
  var count: Int {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return jobs.count
  }

  enum Refusal { case full, closed }

  /// Adds a job; the reason when it is not taken.
  func add(_ job: Job) -> Refusal? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if isClosed { return .closed }
    if jobs.count >= capacity { return .full }
    jobs.append(job)
    pthread_cond_signal(condition)
    return nil
  }

  /// Waits for work and takes up to `limit` jobs in their order; nil when the queue is closed and
  /// empty.
  func take(atMost limit: Int) -> [Job]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while jobs.isEmpty {
      if isClosed { return nil }
      pthread_cond_wait(condition, mutex)
    }
    let taken = Array(jobs.prefix(limit))
    jobs.removeFirst(taken.count)
    return taken
  }

  /// Takes no more jobs; those in the queue are still done.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
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
