import Glibc
import Synchronization

/// Runs `body` for 0..<count, each on a thread of its own (the first on the caller's), and gives
/// back the results in order.
public func concurrently<Result: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
  guard count > 1 else { return (0..<count).map(body) }
  let results = Mutex<[Int: Result]>([:])
  let work = { @Sendable (index: Int) in
    let result = body(index)
    results.withLock { $0[index] = result }
  }
  let threads = (1..<count).map { index in Worker { work(index) } }
  work(0)
  for thread in threads { thread.join() }
  return results.withLock { found in (0..<count).compactMap { found[$0] } }
}

/// A thread with one job; where none can be started, `join` does the job itself.
private final class Worker {
  private let job: @Sendable () -> Void
  private var thread = pthread_t()
  private var isStarted = false

  init(_ job: @escaping @Sendable () -> Void) {
    self.job = job
    let context = Unmanaged.passRetained(Box(job))
    isStarted =
      pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().job()
          return nil
        }, context.toOpaque()) == 0
    if !isStarted { context.release() }
  }

  func join() {
    if isStarted { pthread_join(thread, nil) } else { job() }
  }

  private final class Box {
    let job: @Sendable () -> Void
    init(_ job: @escaping @Sendable () -> Void) { self.job = job }
  }
}
