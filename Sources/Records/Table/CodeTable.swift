/// Codes of one kind (staff numbers, centre codes, …), each with an index, and the way back.
public struct CodeTable: Sendable {
  /// The codes by index, for those who compare or write them as bytes.
  public private(set) var codes = TextColumn()
  /// Open addressing: an index into `codes`, or -1. The size is a power of two, at most half full.
  private var slots: [Int32] = []

  public init() {}

  public init(_ codes: some Sequence<String>) {
    for code in codes { insert(code) }
  }

  public var count: Int { codes.count }

  public subscript(_ index: Int) -> String { codes[index] }

  /// The code's index, or nil.
  public func index(of code: String) -> Int? {
    var code = code
    return code.withUTF8 { index(of: UnsafeRawBufferPointer($0)) }
  }

  /// The code's index; a new one where it was not there.
  @discardableResult
  public mutating func insert(_ code: String) -> Int {
    var code = code
    return code.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
  }
}

extension CodeTable {
  func index(of code: UnsafeRawBufferPointer) -> Int? {
    guard !slots.isEmpty else { return nil }
    let found = slots[slot(of: code)]
    return found < 0 ? nil : Int(found)
  }

  /// As `insert` of a text, from its UTF-8 bytes.
  @discardableResult
  public mutating func insert(_ code: UnsafeRawBufferPointer) -> Int {
    if codes.count * 2 >= slots.count { grow() }
    let slot = slot(of: code)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    codes.append(code)
    slots[slot] = Int32(codes.count - 1)
    return codes.count - 1
  }

  /// The bytes of a code, for comparing and sorting.
  public func withBytes<Result>(
    of index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    codes.withBytes(of: index, body)
  }

  /// The slot that holds the code, or the free one where it belongs.
  private func slot(of code: UnsafeRawBufferPointer) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: byteHash(code)) & mask
    codes.bytes.withUnsafeBytes { bytes in
      while slots[slot] >= 0 {
        let range = codes.range(of: Int(slots[slot]))
        if range.count == code.count
          && bytesAreEqual(UnsafeRawBufferPointer(rebasing: bytes[range]), code)
        {
          return
        }
        slot = (slot + 1) & mask
      }
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: max(16, slots.count * 2))
    codes.bytes.withUnsafeBytes { bytes in
      for index in 0..<codes.count {
        let slot = slot(of: UnsafeRawBufferPointer(rebasing: bytes[codes.range(of: index)]))
        slots[slot] = Int32(index)
      }
    }
  }
}
