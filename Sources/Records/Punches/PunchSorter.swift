/// Brings the punches of all parts together: by member, time and device, each once.
struct PunchSorter {
  let parts: [PunchPartitions]
  let members: Int

  /// Two punches of one member, at one time, on one device, by different methods.
  struct Conflict: Hashable, Sendable {
    var member: Int
    var time: Int64
    var device: String
  }

  func sorted(threads: Int) -> (punches: PunchColumns, conflicts: [Conflict]) {
    let blocks = (members + PunchWord.blockMembers - 1) / PunchWord.blockMembers
    let devices = DeviceOrder(parts)
    let others = othersByBlock(blocks)
    var begins = [0]
    for block in 0..<blocks {
      let words = parts.reduce(0) { $0 + $1.wordCount(block) }
      begins.append(begins[block] + words + others[block].count)
    }
    var starts = [Int](repeating: 0, count: members + 1)
    var conflicts: [Conflict] = []
    let words = [UInt64](unsafeUninitializedCapacity: begins[blocks]) { output, count in
      adviseLargePages(output.baseAddress, byteCount: output.count * 8)
      let shared = SharedOutput(output.baseAddress)
      let begins = begins
      let done = concurrently(min(threads, max(blocks, 1))) { thread in
        stride(from: thread, to: blocks, by: threads).map { block in
          (block, sortBlock(block, at: begins[block], shared, devices, others[block]))
        }
      }
      for (block, result) in done.joined().sorted(by: { $0.0 < $1.0 }) {
        shared.move(from: begins[block], to: count, count: result.count)
        for (offset, memberStart) in result.starts.enumerated() {
          starts[block * PunchWord.blockMembers + offset] = count + memberStart
        }
        count += result.count
        conflicts += result.conflicts
      }
      starts[members] = count
    }
    let punches = PunchColumns(starts: starts, words: words, devices: devices.codes)
    return (punches, conflicts)
  }

  private struct SortedBlock: Sendable {
    /// Of each member, from the block's first word on.
    var starts: [Int] = []
    var count = 0
    var conflicts: [Conflict] = []
  }

  /// Sorts one block's punches into the output at `begin` and gives its memory back.
  private func sortBlock(
    _ block: Int, at begin: Int, _ output: SharedOutput, _ devices: DeviceOrder,
    _ others: [(part: Int, punch: PunchPartitions.Other)]
  ) -> SortedBlock {
    let first = block * PunchWord.blockMembers
    let memberCount = min(PunchWord.blockMembers, members - first)
    var ends = [Int](repeating: 0, count: memberCount)
    for part in parts {
      part.forEachBlock(of: block) { for word in $0 { ends[PunchWord.memberInBlock(word)] += 1 } }
    }
    for other in others { ends[other.punch.member - first] += 1 }
    var sum = 0
    for member in ends.indices { (sum, ends[member]) = (sum + ends[member], sum) }
    guard let words = output.words(from: begin) else {
      return SortedBlock(starts: ends)
    }
    for (position, part) in parts.enumerated() {
      devices.ranks[position].withUnsafeBufferPointer { ranks in
        part.forEachBlock(of: block) { source in
          for word in source {
            let member = PunchWord.memberInBlock(word)
            words[ends[member]] =
              UInt64(bitPattern: PunchWord.time(word) << 24)
              | UInt64(ranks[PunchWord.device(word)] << 2 | PunchWord.method(word))
            ends[member] += 1
          }
        }
      }
      part.release(block)
    }
    for (part, punch) in others {
      let device = devices.ranks[part][punch.device]
      words[ends[punch.member - first]] =
        UInt64(bitPattern: punch.time << 24) | UInt64(device << 2 | punch.method)
      ends[punch.member - first] += 1
    }
    return finish(words, ends, first, devices)
  }

  /// Sorts each member's words and drops repeats.
  private func finish(
    _ words: UnsafeMutablePointer<UInt64>, _ ends: [Int], _ first: Int, _ devices: DeviceOrder
  ) -> SortedBlock {
    var result = SortedBlock()
    result.starts.reserveCapacity(ends.count)
    var start = 0
    for (member, end) in ends.enumerated() {
      sortRising(UnsafeMutableBufferPointer(start: words + start, count: end - start))
      result.starts.append(result.count)
      for index in start..<end {
        let word = words[index]
        if index > start, words[index - 1] >> 2 == word >> 2 {
          // The words before `index` may have moved, but not the one next to it.
          if words[index - 1] != word {
            result.conflicts.append(
              Conflict(
                member: first + member, time: Int64(bitPattern: word) >> 24,
                device: devices.codes[PunchColumns.device(of: word)]))
          }
          continue
        }
        words[result.count] = word
        result.count += 1
      }
      start = end
    }
    return result
  }

  private func othersByBlock(_ blocks: Int) -> [[(part: Int, punch: PunchPartitions.Other)]] {
    var byBlock = Array(
      repeating: [(part: Int, punch: PunchPartitions.Other)](), count: blocks)
    for (position, part) in parts.enumerated() {
      for other in part.others {
        byBlock[other.member >> PunchWord.blockShift].append((position, other))
      }
    }
    return byBlock
  }
}

/// Sorts words as signed numbers (times before 1970 are negative). Most members' punches come in
/// order.
private func sortRising(_ words: UnsafeMutableBufferPointer<UInt64>) {
  for index in words.indices.dropFirst()
  where Int64(bitPattern: words[index]) < Int64(bitPattern: words[index - 1]) {
    var words = words
    words.sort { Int64(bitPattern: $0) < Int64(bitPattern: $1) }
    return
  }
}

/// The devices of all parts in bytewise order.
private struct DeviceOrder: Sendable {
  var codes: [String]
  /// By part: the rank of each of its devices.
  var ranks: [[Int]]

  init(_ parts: [PunchPartitions]) {
    let byPart = parts.map { part in (0..<part.devices.count).map { part.devices[$0] } }
    codes = Set(byPart.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let rank = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    ranks = byPart.map { $0.map { rank[$0] ?? 0 } }
  }
}

/// The sorted punches while they are made: each thread writes blocks of its own.
private struct SharedOutput: @unchecked Sendable {
  private let start: UnsafeMutablePointer<UInt64>?

  init(_ start: UnsafeMutablePointer<UInt64>?) { self.start = start }

  func words(from begin: Int) -> UnsafeMutablePointer<UInt64>? { start.map { $0 + begin } }

  func move(from: Int, to: Int, count: Int) {
    guard from != to, let start else { return }
    (start + to).update(from: start + from, count: count)
  }
}
