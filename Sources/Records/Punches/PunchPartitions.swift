import Glibc

/// The punches of one part of a file, split by block of members, in chains of blocks of memory.
///
/// Blocks come from the kernel and go back to it one partition at a time, so that this copy shrinks
/// while the sorted one grows: together they take little more than one.
final class PunchPartitions: @unchecked Sendable {
  // Written by the one thread that reads the part; then every partition is read by one thread.
  private let count: Int
  private let next: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  private let end: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  private var blocks: [[UnsafeMutablePointer<UInt64>]]
  /// Device codes as this part counts them.
  var devices = CodeTable()
  /// There were more devices than a word can tell apart; punches at the others were passed over.
  var hasTooManyDevices = false
  /// Punches that no word holds.
  var others: [Other] = []

  struct Other {
    var member: Int
    var time: Int64
    var device: Int
    var method: Int
  }

  /// A block's pages come from the kernel at once: asked for one by one, they would cost more than
  /// the words that go into them. On average half a block of each partition stays unused.
  private static let blockBytes = 32 << 10
  private static let blockWords = blockBytes / 8

  init(members: Int) {
    count = (members + PunchWord.blockMembers - 1) / PunchWord.blockMembers
    next = .allocate(capacity: count)
    end = .allocate(capacity: count)
    next.initialize(repeating: nil, count: count)
    end.initialize(repeating: nil, count: count)
    blocks = Array(repeating: [], count: count)
  }

  deinit {
    for partition in 0..<count { release(partition) }
    next.deallocate()
    end.deallocate()
  }

  @inline(__always)
  func append(_ word: UInt64, to partition: Int) {
    if next[partition] == end[partition] { addBlock(to: partition) }
    next[partition]?.pointee = word
    next[partition] = next[partition].map { $0 + 1 }
  }

  func add(member: Int, time: Int64, device: Int, method: Int) {
    let second = time - PunchWord.epoch
    if second >= 0, second < PunchWord.secondsEnd {
      append(
        PunchWord.make(member: member, second: second, device: device, method: method),
        to: member >> PunchWord.blockShift)
    } else {
      others.append(Other(member: member, time: time, device: device, method: method))
    }
  }

  /// How many words a partition has.
  func wordCount(_ partition: Int) -> Int {
    guard let last = blocks[partition].last, let next = next[partition] else { return 0 }
    return (blocks[partition].count - 1) * Self.blockWords + (next - last)
  }

  /// Calls `body` with a partition's words, in the order of the file.
  func forEachBlock(of partition: Int, _ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    var left = wordCount(partition)
    for block in blocks[partition] {
      body(UnsafeBufferPointer(start: block, count: min(left, Self.blockWords)))
      left -= Self.blockWords
    }
  }

  /// Gives a partition's memory back.
  func release(_ partition: Int) {
    for block in blocks[partition] { munmap(block, Self.blockBytes) }
    blocks.withUnsafeMutableBufferPointer { $0[partition] = [] }
    next[partition] = nil
    end[partition] = nil
  }

  private func addBlock(to partition: Int) {
    let memory = mmap(
      nil, Self.blockBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE,
      -1, 0)
    guard let memory, memory != MAP_FAILED else { fatalError("out of memory for punches") }
    let block = memory.bindMemory(to: UInt64.self, capacity: Self.blockWords)
    blocks[partition].append(block)
    next[partition] = block
    end[partition] = block + Self.blockWords
  }
}
