import Rules

/// A punch on its way from a file to `PunchColumns`, in one word: the member's place in its block
/// (9 bits), the second since 2000 (31 bits, until 2068), the device as this part of the file
/// counts them (21 bits), the method (2 bits). Words of one member sort as time, device, method.
///
/// Punches of other years are right as well, but rare enough to travel apart.
enum PunchWord {
  /// Members of a block share a partition: some 46 thousand punches of a month, 370 kB, which stay
  /// in the second-level cache while they are sorted.
  static let blockShift = 9
  static let blockMembers = 1 << blockShift
  /// 2000-01-01 00:00:00.
  static let epoch: Int64 = 10_957 * LocalTime.secondsPerDay
  static let secondsEnd: Int64 = 1 << 31

  @inline(__always)
  static func make(member: Int, second: Int64, device: Int, method: Int) -> UInt64 {
    UInt64(member & (blockMembers - 1)) << 54 | UInt64(second) << 23 | UInt64(device << 2 | method)
  }

  @inline(__always)
  static func memberInBlock(_ word: UInt64) -> Int { Int(word >> 54) }
  @inline(__always)
  static func time(_ word: UInt64) -> Int64 { Int64(word >> 23 & 0x7FFF_FFFF) + epoch }
  @inline(__always)
  static func device(_ word: UInt64) -> Int { Int(word >> 2 & 0x1F_FFFF) }
  @inline(__always)
  static func method(_ word: UInt64) -> Int { Int(word & 3) }
}
