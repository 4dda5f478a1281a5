import Synchronization

/// How far long work is, on stderr: a bar that moves on a terminal, else a line a stage.
final class ProgressBar: Sendable {
  static let cells = 30
  /// Often enough to look smooth, seldom enough to cost nothing.
  static let interval = Duration.milliseconds(50)

  private struct State {
    var stage = ""
    var drawn: ContinuousClock.Instant?
    /// The stage's bar when all of it is done.
    var full = ""
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
  func show(_ stage: String, done: Int64, total: Int64, unit: Unit = .count) {
    state.withLock { state in
      let isNew = stage != state.stage
      guard isTerminal else {
        if isNew { write(stage + "\n") }
        state.stage = stage
        return
      }
      // The next stage begins when all of this one is done, whether or not anybody said so.
      if isNew, state.drawn != nil { write("\r" + state.full + "\n") }
      let now = ContinuousClock.now
      if !isNew, done < total, let drawn = state.drawn,
        drawn.duration(to: now) < Self.interval
      {
        return
      }
      state.stage = stage
      state.drawn = now
      state.full = Self.bar(stage, done: total, total: total, unit: unit) + "\u{1B}[K"
      write("\r" + Self.bar(stage, done: done, total: total, unit: unit) + "\u{1B}[K")
    }
  }

  /// Leaves the last bar on its own line.
  func finishLine() {
    state.withLock { state in
      if isTerminal, state.drawn != nil { write("\n") }
      state.drawn = nil
    }
  }

  /// What is counted.
  enum Unit {
    case count, bytes

    /// Of the whole, nothing is said when it is one piece.
    fileprivate func text(_ done: Int64, _ total: Int64) -> String {
      switch self {
      case .count: total == 1 ? "" : "  \(done)/\(total)"
      case .bytes: "  \(Self.megabytes(done))/\(Self.megabytes(total)) MB"
      }
    }

    private static func megabytes(_ bytes: Int64) -> String {
      let tenths = (bytes + 50_000) / 100_000
      return "\(tenths / 10).\(tenths % 10)"
    }
  }

  static func bar(_ stage: String, done: Int64, total: Int64, unit: Unit = .count) -> String {
    guard total > 0 else { return stage + (done > 0 ? " \(done)" : " …") }
    let share = min(max(done, 0), total)
    let filled = Int(share * Int64(cells) / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    let percent = String(share * 100 / total).padded(to: 3, .right)
    return "\(stage.padded(to: 10, .left)) \(bar) \(percent)%\(unit.text(share, total))"
  }
}
