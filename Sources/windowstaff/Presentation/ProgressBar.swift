/// How far long work is, on stderr: a bar that moves on a terminal, else a line a stage.
final class ProgressBar {
  static let cells = 30
  /// Often enough to look smooth, seldom enough to cost nothing.
  static let interval = Duration.milliseconds(50)

  private let isTerminal: Bool
  private let write: (String) -> Void
  private let clock = ContinuousClock()
  private var stage = ""
  private var drawn: ContinuousClock.Instant?

  init(isTerminal: Bool = Console.noteIsTerminal, write: @escaping (String) -> Void = Console.note)
  {
    self.isTerminal = isTerminal
    self.write = write
  }

  /// `done` of `total` (0 when it is not known) of the stage.
  func show(_ stage: String, done: Int64, total: Int64) {
    let isNew = stage != self.stage
    guard isTerminal else {
      if isNew { write(stage + "\n") }
      self.stage = stage
      return
    }
    if isNew { finishLine() }
    self.stage = stage
    let now = clock.now
    if let drawn, drawn.duration(to: now) < Self.interval, done < total { return }
    drawn = now
    write("\r" + Self.bar(stage, done: done, total: total) + "\u{1B}[K")
  }

  /// Leaves the last bar on its own line.
  func finishLine() {
    if isTerminal, drawn != nil { write("\n") }
    drawn = nil
  }

  static func bar(_ stage: String, done: Int64, total: Int64) -> String {
    guard total > 0 else { return "\(stage.padded(to: 10, .left)) \(done)" }
    let share = min(max(done, 0), total)
    let filled = Int(share * Int64(cells) / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    let percent = String(share * 100 / total).padded(to: 3, .right)
    return "\(stage.padded(to: 10, .left)) \(bar) \(percent)%  \(done)/\(total)"
  }
}
