/// SplitMix64: a stream of numbers that depends on nothing but its seeds.
///
/// Each member's month has its own stream, so more staff or another month leave the rest as it was.
struct Random {
  private var state: UInt64

  init(_ seeds: Int...) {
    state = 0x9E37_79B9_7F4A_7C15
    for seed in seeds {
      state = next() ^ UInt64(bitPattern: Int64(seed))
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    let span = UInt64(range.upperBound - range.lowerBound + 1)
    return range.lowerBound + Int(next().multipliedFullWidth(by: span).high)
  }

  /// True `rate` times in 10,000.
  mutating func happens(_ rate: Int) -> Bool { int(0...9_999) < rate }

  mutating func pick<T>(_ values: [T]) -> T { values[int(0...values.count - 1)] }

  /// One of the values by its weight.
  mutating func pick<T>(_ weighted: [(T, Int)]) -> T {
    var left = int(0...weighted.reduce(0) { $0 + $1.1 } - 1)
    for (value, weight) in weighted {
      if left < weight { return value }
      left -= weight
    }
    return weighted[weighted.count - 1].0
  }
}
