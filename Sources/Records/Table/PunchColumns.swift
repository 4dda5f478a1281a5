/// All punches, sorted by member, time and device, without repeats.
public struct PunchColumns: Sendable {
  /// Member m's punches are at `starts[m]..<starts[m + 1]`; one more entry than there are members.
  public var starts: [Int]
  /// One punch: local second (`LocalTime.rawValue`, 0 ≤ second < 2^40) << 24 | device << 2 | method,
  /// so that sorting the words sorts by time, then device. `device` is an index into `devices` (at most
  /// 2^22 of them); `method` is the position in the kind's choices.
  public var words: [UInt64]
  /// Device codes in bytewise order.
  public var devices: [String]

  public init(starts: [Int], words: [UInt64], devices: [String]) {
    self.starts = starts
    self.words = words
    self.devices = devices
  }
}
