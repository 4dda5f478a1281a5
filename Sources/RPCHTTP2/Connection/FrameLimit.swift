import NIOCore

/// Counts frames of one kind against how many may come in half a minute.
struct FrameLimit {
  private static let window: TimeAmount = .seconds(30)

  private let countMax: Int
  private var count = 0
  private var windowStart = NIODeadline.distantPast

  init(_ countMax: Int) { self.countMax = countMax }

  /// - Returns: whether the client may go on.
  mutating func received(now: NIODeadline) -> Bool {
    if now - windowStart > Self.window {
      windowStart = now
      count = 0
    }
    count += 1
    return count <= countMax
  }

  mutating func reset() { count = 0 }
}
