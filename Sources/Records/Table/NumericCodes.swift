/// Codes that differ in their last digits alone (`S000001`, `S000002`, …), found by that number: a
/// quarter of the memory of a hash table, so that it stays in the cache when rows name members in
/// any order. Other codes are for the hash table.
final class NumericCodes: @unchecked Sendable {
  // Written once, in `init`.
  let lookup: Lookup

  struct Lookup {
    /// By number from `low` on: the index counted from 1, or 0.
    fileprivate var numbers: UnsafeMutablePointer<Int32>
    fileprivate var size: UInt64
    fileprivate var low: UInt64
    fileprivate var shape: Shape

    /// The index of a code whose bytes, in a word filled with zeros, are given; nil where it is not
    /// here.
    @inline(__always)
    func index(of word: UInt64, count: Int) -> Int? {
      guard let number = shape.number(of: word, count: count), number &- low < size else {
        return nil
      }
      let found = numbers[Int(number &- low)]
      return found == 0 ? nil : Int(found) - 1
    }

    /// As above, from memory of which eight bytes may be read.
    @inline(__always)
    func index(of code: UnsafeRawBufferPointer) -> Int? {
      guard code.count == shape.count, let start = code.baseAddress else { return nil }
      let word = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
      return index(of: word & UInt64.max >> UInt64((8 - code.count) * 8), count: code.count)
    }
  }

  /// A length, a beginning, and which bytes are digits.
  fileprivate struct Shape {
    var count: Int
    /// The beginning, as it lies in a word whose last byte is the code's.
    var prefix: UInt64
    var digitMask: UInt64

    /// The code's number, where it has this shape. The digits' values lie in the highest bytes; two
    /// neighbours become one number in each step.
    @inline(__always)
    func number(of word: UInt64, count: Int) -> UInt64? {
      guard count == self.count else { return nil }
      let placed = word << UInt64((8 - count) * 8)
      let values = (placed ^ 0x3030_3030_3030_3030) & digitMask
      let isNumber = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080 == 0
      guard placed & ~digitMask == prefix, isNumber else { return nil }
      let pairs = values &* 10 &+ values >> 8
      let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      let low = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
      return (high &+ low) >> 32
    }
  }

  /// Nil where too few of the codes have the first one's shape, or their numbers lie too far apart.
  init?(_ table: CodeTable) {
    guard table.count > 0, let shape = table.withBytes(of: 0, Self.shape) else { return nil }
    var numbers: [(number: UInt64, index: Int32)] = []
    for index in 0..<table.count {
      let number = table.withBytes(of: index) { code in
        code.count > 8 ? nil : shape.number(of: Self.word(code), count: code.count)
      }
      if let number { numbers.append((number, Int32(index))) }
    }
    guard let low = numbers.map(\.number).min(), let high = numbers.map(\.number).max(),
      numbers.count * 2 >= table.count, high - low < UInt64(table.count * 4)
    else { return nil }
    let size = Int(high - low) + 1
    lookup = Lookup(
      numbers: .allocate(capacity: size), size: UInt64(size), low: low, shape: shape)
    lookup.numbers.initialize(repeating: 0, count: size)
    for (number, index) in numbers { lookup.numbers[Int(number - low)] = index + 1 }
  }

  deinit { lookup.numbers.deallocate() }

  private static func shape(of code: UnsafeRawBufferPointer) -> Shape? {
    let digits = code.reversed().prefix { $0 &- 0x30 < 10 }.count
    guard (1...8).contains(code.count), digits > 0 else { return nil }
    let digitMask = UInt64.max << UInt64((8 - digits) * 8)
    let placed = word(code) << UInt64((8 - code.count) * 8)
    return Shape(
      count: code.count, prefix: placed & ~digitMask, digitMask: digitMask)
  }

  private static func word(_ code: UnsafeRawBufferPointer) -> UInt64 {
    code.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
  }
}
