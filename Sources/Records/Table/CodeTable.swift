/// Codes of one kind (staff numbers, centre codes, …), each with an index, and the way back.
public struct CodeTable: Sendable {
  /// The codes by index, for those who compare or write them as bytes.
  public private(set) var codes = TextColumn()
  private var storage = CodeStorage()

  public init() {}

  /// No code, with room for so many.
  init(minimumCapacity: Int) {
    storage = CodeStorage(codes: minimumCapacity + 1, bytes: minimumCapacity * 8 + 64)
  }

  public init(_ codes: some Sequence<String>) {
    self.init(minimumCapacity: codes.underestimatedCount)
    for code in codes { insert(code) }
  }

  public var count: Int { storage.count }

  public subscript(_ index: Int) -> String {
    withBytes(of: index) { String(decoding: $0, as: UTF8.self) }
  }

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

  /// As `insert` of a text, from its UTF-8 bytes.
  @discardableResult
  public mutating func insert(_ code: UnsafeRawBufferPointer) -> Int {
    if let found = index(of: code) { return found }
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    codes.append(code)
    return storage.append(code)
  }

  /// The bytes of a code, for comparing and sorting; valid during the call.
  public func withBytes<Result>(
    of index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    codes.withBytes(of: index, body)
  }

  func index(of code: UnsafeRawBufferPointer) -> Int? {
    withExtendedLifetime(storage) { storage.lookup.index(of: code) }
  }

  /// A look at the table that costs nothing to pass around; valid while nobody changes the table
  /// and somebody keeps it.
  var lookup: CodeLookup { storage.lookup }
}

/// The memory of a code table as it stands at one moment.
struct CodeLookup {
  /// Open addressing, at most three quarters of the slots used.
  fileprivate var slots: UnsafeMutablePointer<Slot>
  fileprivate var mask: Int
  fileprivate var bytes: UnsafeMutableRawPointer
  /// Code i is at `ends[i]..<ends[i + 1]`.
  fileprivate var ends: UnsafeMutablePointer<Int>

  /// Codes of up to eight bytes stand in the slot itself: looking one up touches one place in
  /// memory.
  fileprivate struct Slot {
    /// The code's bytes, or its hash where they are more than eight.
    var key: UInt64 = 0
    /// The code's length.
    var count: Int32 = 0
    /// The code's index counted from 1, or 0 in a free slot.
    var number: Int32 = 0
  }

  @inline(__always)
  func index(of code: UnsafeRawBufferPointer) -> Int? {
    let number = slots[slot(of: code, CodeKey(code))].number
    return number == 0 ? nil : Int(number) - 1
  }

  @inline(__always)
  func bytes(of index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes + ends[index], count: ends[index + 1] - ends[index])
  }

  /// The slot that holds the code, or the free one where it belongs.
  @inline(__always)
  fileprivate func slot(of code: UnsafeRawBufferPointer, _ key: CodeKey) -> Int {
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while slots[slot].number != 0 {
      if slots[slot].key == key.word, Int(slots[slot].count) == code.count,
        code.count <= 8 || bytesAreEqual(bytes(of: Int(slots[slot].number) - 1), code)
      {
        break
      }
      slot = (slot + 1) & mask
    }
    return slot
  }
}

/// What a code is compared by.
private struct CodeKey {
  let word: UInt64
  let hash: UInt64

  @inline(__always)
  init(_ code: UnsafeRawBufferPointer) {
    if code.count <= 8 {
      word = code.baseAddress.map { wordOfEightAtMost($0, code.count) } ?? 0
      hash = mixed(UInt64(code.count), word)
    } else {
      hash = byteHash(code)
      word = hash
    }
  }
}

/// The memory of a code table. It is changed only by a table that holds it alone.
private final class CodeStorage: @unchecked Sendable {
  private(set) var lookup: CodeLookup
  private(set) var count = 0
  private var byteCapacity: Int
  private var codeCapacity: Int

  init(codes: Int = 7, bytes: Int = 64) {
    codeCapacity = codes
    byteCapacity = bytes
    var slots = 16
    while slots * 3 / 4 < codes { slots *= 2 }
    lookup = CodeLookup(
      slots: .allocate(capacity: slots), mask: slots - 1,
      bytes: .allocate(byteCount: bytes, alignment: 8), ends: .allocate(capacity: codes + 1))
    lookup.slots.initialize(repeating: CodeLookup.Slot(), count: slots)
    lookup.ends.initialize(repeating: 0, count: codes + 1)
  }

  deinit {
    lookup.slots.deallocate()
    lookup.bytes.deallocate()
    lookup.ends.deallocate()
  }

  func copy() -> CodeStorage { copy(codes: codeCapacity, bytes: byteCapacity) }

  /// Adds a code that is not there.
  func append(_ code: UnsafeRawBufferPointer) -> Int {
    let used = lookup.ends[count]
    if count == codeCapacity || used + code.count > byteCapacity {
      let larger = copy(
        codes: count == codeCapacity ? codeCapacity * 2 : codeCapacity,
        bytes: max(byteCapacity, (used + code.count) * 2))
      swap(&lookup, &larger.lookup)
      codeCapacity = larger.codeCapacity
      byteCapacity = larger.byteCapacity
    }
    if let start = code.baseAddress {
      (lookup.bytes + used).copyMemory(from: start, byteCount: code.count)
    }
    place(code, count)
    count += 1
    lookup.ends[count] = used + code.count
    return count - 1
  }

  private func copy(codes: Int, bytes: Int) -> CodeStorage {
    let other = CodeStorage(codes: codes, bytes: bytes)
    other.lookup.bytes.copyMemory(from: lookup.bytes, byteCount: lookup.ends[count])
    other.lookup.ends.update(from: lookup.ends, count: count + 1)
    for index in 0..<count { other.place(other.lookup.bytes(of: index), index) }
    other.count = count
    return other
  }

  private func place(_ code: UnsafeRawBufferPointer, _ index: Int) {
    let key = CodeKey(code)
    lookup.slots[lookup.slot(of: code, key)] = CodeLookup.Slot(
      key: key.word, count: Int32(code.count), number: Int32(index + 1))
  }
}
