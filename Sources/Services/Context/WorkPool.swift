internal import NIOPosix

/// Threads for long work that never waits for a network: reading files, deriving facts, scoring.
struct WorkPool: Sendable {
  private let pool: NIOThreadPool

  init() {
    // Each job uses the machine's cores by itself; two let a short one pass a long one.
    pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
  }

  /// Runs the body on a thread of the pool. The body asks `isCancelled` from time to time.
  func run<Output: Sendable>(
    _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> Output
  ) async throws -> Output {
    let cancellation = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await pool.runIfActive { try body { cancellation.isSet } }
    } onCancel: {
      cancellation.set()
    }
  }

  func close() async { try? await pool.shutdownGracefully() }
}
