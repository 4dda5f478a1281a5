import Glibc

/// One column of whole numbers a fact, for all members: what scorers read in place.
///
/// The memory comes zeroed and untouched from the system, so a fact that nobody has costs nothing.
/// Whoever fills it must keep to columns or members that no other thread writes.
final class FactColumns: @unchecked Sendable {
  let memberCount: Int
  private let base: UnsafeMutablePointer<Int64>

  init(memberCount: Int) {
    self.memberCount = memberCount
    let cells = max(1, memberCount * Fact.allCases.count)
    guard let memory = calloc(cells, MemoryLayout<Int64>.stride) else {
      fatalError("out of memory for the facts of \(memberCount) members")
    }
    base = memory.bindMemory(to: Int64.self, capacity: cells)
  }

  deinit { free(base) }

  /// The fact's column: `memberCount` values.
  @inline(__always)
  func column(_ fact: Fact) -> UnsafeMutablePointer<Int64> {
    base + fact.index * memberCount
  }

  /// One member's value of every fact, in the catalogue's order.
  func row(_ member: Int) -> [Int64] {
    Fact.allCases.map { column($0)[member] }
  }
}
