internal import Foundation

/// Does work that blocks on a thread of its own: the tasks' threads are few, and tests of other
/// suites run on them at the same time.
public func onOwnThread<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { caller in
    Thread { caller.resume(with: Result(catching: body)) }.start()
  }
}
