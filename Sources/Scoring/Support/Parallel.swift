import Glibc
import Rules
import Synchronization

/// Runs `body` for each block on so many threads, in any order; the first failure by block is
/// thrown and no further block is begun after one.
func inParallel(
  threads: Int, blocks: Int, _ body: @Sendable (Int) throws(Problem) -> Void
) throws(Problem) {
  let work = ParallelWork(blocks: blocks)
  let workers = max(1, min(threads, blocks))
  withoutActuallyEscaping(body) { body in
    var handles: [pthread_t] = []
    for _ in 1..<max(workers, 1) {
      let task = ParallelTask { work.run(body) }
      var handle = pthread_t()
      let context = Unmanaged.passRetained(task)
      let status = pthread_create(
        &handle, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<ParallelTask>.fromOpaque(context).takeRetainedValue().body()
          return nil
        }, context.toOpaque())
      // Without another thread the work is done by fewer.
      if status == 0 { handles.append(handle) } else { context.release() }
    }
    work.run(body)
    for handle in handles { pthread_join(handle, nil) }
  }
  if let failure = work.failure { throw failure }
}

private final class ParallelTask: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Blocks that are still to be done, shared by the threads.
private final class ParallelWork: Sendable {
  private let blocks: Int
  private let next = Atomic<Int>(0)
  private let failures = Mutex<(block: Int, problem: Problem)?>(nil)

  init(blocks: Int) { self.blocks = blocks }

  var failure: Problem? { failures.withLock { $0?.problem } }

  func run(_ body: (Int) throws(Problem) -> Void) {
    while true {
      let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard block < blocks else { return }
      do throws(Problem) {
        try body(block)
      } catch {
        record(error, block)
        next.store(blocks, ordering: .relaxed)
      }
    }
  }

  private func record(_ problem: Problem, _ block: Int) {
    failures.withLock { first in
      if let known = first, known.block <= block { return }
      first = (block, problem)
    }
  }
}
