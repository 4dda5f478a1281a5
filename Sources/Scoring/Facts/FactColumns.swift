import Glibc
import Records
public import Rules

/// One column of whole numbers a fact, for all members: what scorers read in place.
///
/// The memory comes zeroed and untouched from the system, so a fact that nobody has costs nothing.
/// Whoever fills it must keep to columns or members that no other thread writes.
final class FactColumns: @unchecked Sendable {
  let memberCount: Int
  private let base: UnsafeMutablePointer<Int64>

  /// `out_of_memory`.
  init(memberCount: Int) throws(Problem) {
    self.memberCount = memberCount
    let cells = max(1, memberCount * Fact.allCases.count)
    guard let memory = calloc(cells, MemoryLayout<Int64>.stride) else {
      throw .outOfMemory(members: memberCount)
    }
    adviseLargePages(memory, byteCount: cells * MemoryLayout<Int64>.stride)
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

extension Problem.Code {
  /// The system has no memory for so many members.
  public static let outOfMemory = Problem.Code(rawValue: "out_of_memory")
}

extension Problem {
  fileprivate static func outOfMemory(members: Int) -> Problem {
    Problem(
      .outOfMemory, .exhausted, zh: "内存不足，无法为 \(members) 人评分",
      en: "there is no memory to score \(members) members",
      remedy: Bilingual(
        zh: "请关闭其他程序或增加内存后重试。", en: "Free or add memory, and try again."))
  }
}
