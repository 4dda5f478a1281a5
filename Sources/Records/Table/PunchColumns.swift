public import Rules

/// All punches, sorted by member, time and device, without repeats.
public struct PunchColumns: Sendable, Equatable {
  /// What a word's bits tell apart.
  public static let devicesMax = 1 << 22

  /// Member m's punches are at `starts[m]..<starts[m + 1]`; one more entry than there are members.
  public var starts: [Int]
  /// One punch: local second (`LocalTime.rawValue`) << 24 | device << 2 | method, so that sorting
  /// the words as signed numbers sorts by time, then device. `device` is an index into
  /// `devices` (at most `devicesMax`); `method` is the position in the kind's choices.
  public var words: [UInt64]
  /// Device codes in bytewise order.
  public var devices: [String]

  public init(starts: [Int], words: [UInt64], devices: [String]) {
    self.starts = starts
    self.words = words
    self.devices = devices
  }

  /// No punch of any of the members.
  public init(members: Int) {
    self.init(starts: Array(repeating: 0, count: members + 1), words: [], devices: [])
  }

  @inlinable
  public static func time(of word: UInt64) -> LocalTime {
    LocalTime(rawValue: Int64(bitPattern: word) >> 24)
  }
  @inlinable
  public static func device(of word: UInt64) -> Int { Int(word >> 2 & 0x3F_FFFF) }
  @inlinable
  public static func method(of word: UInt64) -> Int { Int(word & 3) }
  @inlinable
  public static func word(time: LocalTime, device: Int, method: Int) -> UInt64 {
    UInt64(bitPattern: time.rawValue << 24) | UInt64(device << 2 | method)
  }
}
