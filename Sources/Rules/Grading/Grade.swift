/// The grades of clauses 12.2.1 and 12.2.2.
public enum Grade: UInt8, Sendable, Hashable, CaseIterable {
  case excellent, qualified, unqualified
  /// A year with too few appraised months.
  case notGraded

  /// As it stands in results files.
  public var name: String {
    switch self {
    case .excellent: "excellent"
    case .qualified: "qualified"
    case .unqualified: "unqualified"
    case .notGraded: "not_graded"
    }
  }

  /// As people read it.
  public var text: Bilingual {
    switch self {
    case .excellent: Bilingual(zh: "优秀", en: "excellent")
    case .qualified: Bilingual(zh: "合格", en: "qualified")
    case .unqualified: Bilingual(zh: "不合格", en: "unqualified")
    case .notGraded: Bilingual(zh: "不定等次", en: "not graded")
    }
  }
}

/// The bounds between grades, as a county's policy sets them (clauses 12.2.1, 12.2.2).
public struct GradeBounds: Sendable, Hashable {
  /// Centipoints; below it a total is unqualified.
  public var qualifiedMin: Int64
  /// Centipoints; from it on a total may be excellent.
  public var excellentMin: Int64
  /// Whole percents of the group that may be excellent.
  public var excellentPercent: Int64

  public init(
    qualifiedMin: Int64 = 6000, excellentMin: Int64 = 9000, excellentPercent: Int64 = 20
  ) {
    self.qualifiedMin = qualifiedMin
    self.excellentMin = excellentMin
    self.excellentPercent = excellentPercent
  }

  /// How many of a group may be excellent: never more, so that the fraction is cut.
  public func quota(of groupSize: Int) -> Int { groupSize * Int(excellentPercent) / 100 }
}
