/// A set of days of one month: bit 0 is the 1st.
public struct MonthDays: Sendable, Hashable, BitwiseCopyable {
  public var bits: UInt32

  @inlinable @inline(__always)
  public init(bits: UInt32 = 0) { self.bits = bits }

  /// The days of `month` in `[from, end)`; without `end`, from `from` on.
  @inlinable @inline(__always)
  public init(from: Day, until end: Day? = nil, in month: YearMonth) {
    let first = month.firstDay.rawValue
    let lower = Swift.min(Swift.max(from.rawValue &- first, 0), Int32(month.dayCount))
    let upper = Swift.min(
      Swift.max((end?.rawValue ?? Int32.max) &- first, 0), Int32(month.dayCount))
    // Up to 31 days, so that both shifts stay below the width.
    self.init(bits: upper > lower ? (1 << UInt32(upper)) &- (1 << UInt32(lower)) : 0)
  }

  @inlinable @inline(__always) public var count: Int { bits.nonzeroBitCount }
  @inlinable @inline(__always) public var isEmpty: Bool { bits == 0 }

  /// Whether the day with this index (0 is the 1st) is in the set.
  @inlinable @inline(__always)
  public func contains(_ index: Int) -> Bool { bits & (1 << UInt32(index)) != 0 }

  @inlinable @inline(__always)
  public mutating func insert(_ index: Int) { bits |= 1 << UInt32(index) }

  @inlinable @inline(__always)
  public func intersection(_ other: MonthDays) -> MonthDays { MonthDays(bits: bits & other.bits) }

  @inlinable @inline(__always)
  public func union(_ other: MonthDays) -> MonthDays { MonthDays(bits: bits | other.bits) }

  @inlinable @inline(__always)
  public func subtracting(_ other: MonthDays) -> MonthDays {
    MonthDays(bits: bits & ~other.bits)
  }
}

extension MonthDays: Sequence {
  /// The indices in rising order.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var rest: UInt32

    @inlinable init(_ bits: UInt32) { rest = bits }

    @inlinable @inline(__always)
    public mutating func next() -> Int? {
      guard rest != 0 else { return nil }
      let index = rest.trailingZeroBitCount
      rest &= rest &- 1
      return index
    }
  }

  @inlinable @inline(__always)
  public func makeIterator() -> Iterator { Iterator(bits) }
}
