import Synchronization

/// Says to work on another thread that nobody waits for it any more.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  func cancel() { flag.store(true, ordering: .relaxed) }

  func check() throws {
    if flag.load(ordering: .relaxed) { throw CancellationError() }
  }
}

/// A caller's body and the way back to the caller.
///
/// A job is touched by one thread at a time: by the caller until it is queued, then by its worker.
final class StoreJob<Access>: @unchecked Sendable {
  let cancellation: Cancellation
  /// Runs the body and keeps its result; may run again when a commit was lost.
  let attempt: (Access) throws -> Void
  /// Answers the caller with the kept result.
  let succeed: () -> Void
  let fail: (any Error) -> Void

  init<T: Sendable>(
    _ cancellation: Cancellation, _ body: @escaping @Sendable (Access) throws -> T,
    _ caller: CheckedContinuation<T, any Error>
  ) {
    self.cancellation = cancellation
    var result: T?
    attempt = { result = try body($0) }
    succeed = {
      guard let value = result else { preconditionFailure("answering a job that did not run") }
      caller.resume(returning: value)
    }
    fail = { caller.resume(throwing: asProblem($0)) }
  }
}

/// A database's error as the problem that callers know; others as they are.
func asProblem(_ error: any Error) -> any Error {
  (error as? DatabaseError)?.problem ?? error
}
