/// What a year's records propose; a named manager decides.
public enum Proposal: String, Sendable, Hashable, CaseIterable {
  /// Clause 12.3.3 (unqualified in two consecutive years) or 8.4.3 (exam and make-up unqualified).
  case removeFromWindow = "remove_from_window"
  /// Clause 9.1.4: absent for more than three days in a row.
  case returnToUnit = "return_to_unit"

  public var text: Bilingual {
    switch self {
    case .removeFromWindow: Bilingual(zh: "调离窗口岗位", en: "remove from the window")
    case .returnToUnit: Bilingual(zh: "遣返原单位", en: "return to the sending unit")
    }
  }
}

/// The grounds for a year's proposals.
public struct ProposalGrounds: Sendable, Hashable {
  /// Clause 12.3.3; nil where the year before is not at hand, `.notGraded` breaks the row.
  public var yearBefore: Grade?
  public var thisYear: Grade
  /// Clause 8.4.3.
  public var hasFailedExamAndMakeUp: Bool
  /// Clause 9.1.4: the longest run of absent due days.
  public var longestAbsence: Int

  public init(
    yearBefore: Grade?, thisYear: Grade, hasFailedExamAndMakeUp: Bool, longestAbsence: Int
  ) {
    self.yearBefore = yearBefore
    self.thisYear = thisYear
    self.hasFailedExamAndMakeUp = hasFailedExamAndMakeUp
    self.longestAbsence = longestAbsence
  }

  /// Each once, in the order of the results file.
  public var proposals: [Proposal] {
    var all: [Proposal] = []
    let isUnqualifiedTwice = thisYear == .unqualified && yearBefore == .unqualified
    if isUnqualifiedTwice || hasFailedExamAndMakeUp { all.append(.removeFromWindow) }
    if longestAbsence > AbsenceRun.toleratedDays { all.append(.returnToUnit) }
    return all
  }
}

/// Consecutive absent due days (clause 9.1.4). Days that are not due neither count nor break the
/// run; months' borders do not break it.
public struct AbsenceRun: Sendable, Hashable {
  /// Clause 9.1.4: "more than 3 days".
  public static let toleratedDays = 3

  public private(set) var longest: Int32 = 0
  private var current: Int32 = 0

  public init() {}

  /// Takes the due days of a month in order, and those of them that were absent as a whole.
  public mutating func add(due: MonthDays, absent: MonthDays) {
    for day in due {
      current = absent.contains(day) ? current + 1 : 0
      longest = max(longest, current)
    }
  }
}
