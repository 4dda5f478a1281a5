import Records
public import Rules

/// One column of whole numbers a fact, for all members: what scorers read in place.
///
/// Whoever fills it must keep to columns or members that no other thread writes.
final class FactColumns: @unchecked Sendable {
  let memberCount: Int
  private let memory: FactMemory

  /// `out_of_memory`.
  init(memberCount: Int, factCount: Int) throws(Problem) {
    self.memberCount = memberCount
    memory = try FactMemory(cells: memberCount * factCount, isShared: false, memberCount)
  }

  /// The column at a place of `FactLayout`: `memberCount` values.
  @inline(__always)
  func column(_ place: Int) -> UnsafeMutablePointer<Int64> {
    memory.base + place * memberCount
  }

  /// The fact's column.
  @inline(__always)
  func column(_ fact: Fact) -> UnsafeMutablePointer<Int64> { column(fact.index) }
}

extension Problem.Code {
  /// The system has no memory for so many members.
  public static let outOfMemory = Problem.Code(rawValue: "out_of_memory")
}

extension Problem {
  static func outOfMemory(members: Int) -> Problem {
    Problem(
      .outOfMemory, .exhausted, zh: "内存不足，无法为 \(members) 人评分",
      en: "there is no memory to score \(members) members",
      remedy: Bilingual(
        zh: "请关闭其他程序或增加内存后重试。", en: "Free or add memory, and try again."))
  }
}
