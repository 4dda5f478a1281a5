internal import Synchronization
internal import WindowStaffProto

/// Takes the progress of a run from whichever thread makes it, and hands it to the call's stream at
/// the pace of its reader: old news is dropped, not queued.
final class RunProgressChannel: Sendable {
  let updates: AsyncStream<RunProgress>
  private let continuation: AsyncStream<RunProgress>.Continuation
  /// In thousandths of the stage: more would only cost messages.
  private let last = Mutex<(stage: RunProgress.Stage, part: Int)>((.unspecified, -1))

  init() {
    (updates, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func report(_ stage: RunProgress.Stage, _ done: Int, _ total: Int) {
    let part = total > 0 ? done * 1000 / total : 0
    let isNews = last.withLock { last in
      guard last != (stage, part) else { return false }
      last = (stage, part)
      return true
    }
    guard isNews else { return }
    continuation.yield(RunProgress(stage: stage, done: Int64(done), total: Int64(total)))
  }

  func finish() { continuation.finish() }
}
