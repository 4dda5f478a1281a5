import Synchronization

/// How far long work is, on stderr: a bar that moves on a terminal, else a line a stage.
final class ProgressBar: Sendable {
  static let cells = 30
  /// Often enough to look smooth, seldom enough to cost nothing.
  static let interval = Duration.milliseconds(50)

  private struct State {
    var stage = ""
    var drawn: ContinuousClock.Instant?
  }

  private let isTerminal: Bool
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(
    isTerminal: Bool = Console.noteIsTerminal,
    write: @escaping @Sendable (String) -> Void = { Console.note($0) }
  ) {
    self.isTerminal = isTerminal
    self.write = write
  }

  /// `done` of `total` (0 when it is not known) of the stage.
  func show(_ stage: String, done: Int64, total: Int64) {
    state.withLock { state in
      let isNew = stage != state.stage
      guard isTerminal else {
        if isNew { write(stage + "\n") }
        state.stage = stage
        return
      }
      if isNew, state.drawn != nil { write("\n") }
      let now = ContinuousClock.now
      if !isNew, done < total, let drawn = state.drawn,
        drawn.duration(to: now) < Self.interval
      {
        return
      }
      state.stage = stage
      state.drawn = now
      write("\r" + Self.bar(stage, done: done, total: total) + "\u{1B}[K")
    }
  }

  /// Leaves the last bar on its own line.
  func finishLine() {
    state.withLock { state in
      if isTerminal, state.drawn != nil { write("\n") }
      state.drawn = nil
    }
  }

  static func bar(_ stage: String, done: Int64, total: Int64) -> String {
    guard total > 0 else { return stage + (done > 0 ? " \(done)" : " …") }
    let share = min(max(done, 0), total)
    let filled = Int(share * Int64(cells) / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    let percent = String(share * 100 / total).padded(to: 3, .right)
    return "\(stage.padded(to: 10, .left)) \(bar) \(percent)%  \(done)/\(total)"
  }
}
