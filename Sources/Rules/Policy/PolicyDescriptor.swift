/// What a policy parameter means and which values it takes.
public struct PolicyDescriptor: Sendable, Hashable {
  public enum Unit: Sendable, Hashable {
    /// Hundredths of a point, written with up to two decimals.
    case points
    /// Whole numbers, written without decimals.
    case days, minutes, halves, percent, weight, months, count
    /// One of the names; the value is its position.
    case choice([String])
  }

  /// The name in `policy.csv`, in the API and in explanations.
  public let name: String
  public let unit: Unit
  /// Both ends included; centipoints where the unit is points.
  public let range: ClosedRange<Int64>
  public let defaultValue: Int64
  /// What people call it.
  public let label: Bilingual
  /// The clause of the standard that it fills in.
  public let clause: String

  public init(
    name: String, unit: Unit, range: ClosedRange<Int64>, defaultValue: Int64, label: Bilingual,
    clause: String
  ) {
    self.name = name
    self.unit = unit
    self.range = range
    self.defaultValue = defaultValue
    self.label = label
    self.clause = clause
  }
}

extension PolicyParameter {
  public var descriptor: PolicyDescriptor { PolicyDescriptor.all[index] }
}

extension PolicyDescriptor {
  /// Every parameter of the standard, in the order of `PolicyParameter`.
  public static let all: [PolicyDescriptor] = [
    make(
      .minWorkdaysDue, .days, 1...31, 1, "最少应出勤日",
      "least due days", "12.2.1"),
    make(
      .graceMinutes, .minutes, 0...240, 10, "不计迟到早退的分钟数",
      "minutes late or early without a mark", "9.1.3"),
    make(
      .halfDayMinutes, .minutes, 0...240, 30, "计迟到早退的上限",
      "minutes up to which it is one late or early", "9.1.3"),
    make(
      .fullDayMinutes, .minutes, 0...240, 60, "计旷工半天的上限",
      "minutes up to which it is an absent half-day", "9.1.3"),
    make(
      .overFullDayHalves, .halves, 1...2, 2, "超过上限所计旷工半天数",
      "absent half-days above the last limit", "9.1.3"),
    make(
      .repeatMinutes, .minutes, 0...120, 30, "视为同一次打卡的间隔",
      "minutes within which punches are one event", "9.1.1"),
    make(
      .offPostMinutes, .minutes, 1...480, 60, "计旷工的脱岗时长",
      "minutes off post that make an absent half-day", "9.1.4"),
    make(
      .latePoints, .points, 0...10_000, 200, "每次迟到扣分",
      "points off for a late arrival", "12.1.1"),
    make(
      .earlyPoints, .points, 0...10_000, 200, "每次早退扣分",
      "points off for an early departure", "12.1.1"),
    make(
      .missedPunchPoints, .points, 0...10_000, 200, "每次缺卡扣分",
      "points off for a missed punch", "12.1.1"),
    make(
      .absentHalfPoints, .points, 0...10_000, 1_000, "每半天旷工扣分",
      "points off for an absent half-day", "12.1.1"),
    make(
      .personalLeavePoints, .points, 0...10_000, 100, "超额事假每半天扣分",
      "points off for a half-day of personal leave beyond the free ones", "12.1.1"),
    make(
      .sickLeavePoints, .points, 0...10_000, 50, "超额病假每半天扣分",
      "points off for a half-day of sick leave beyond the free ones", "12.1.1"),
    make(
      .personalLeaveFreeHalves, .halves, 0...62, 4, "不扣分的事假半天数",
      "free half-days of personal leave", "12.1.1"),
    make(
      .sickLeaveFreeHalves, .halves, 0...62, 10, "不扣分的病假半天数",
      "free half-days of sick leave", "12.1.1"),
    make(
      .absentHalvesZero, .halves, 1...62, 6, "考勤记零分的旷工半天数",
      "absent half-days that zero attendance", "12.1.1"),
    make(
      .offPostPoints, .points, 0...10_000, 500, "脱岗扣分",
      "points off for being off post", "12.1.2"),
    make(
      .wanderingPoints, .points, 0...10_000, 300, "串岗扣分",
      "points off for wandering", "12.1.2"),
    make(
      .chattingPoints, .points, 0...10_000, 300, "闲聊扣分",
      "points off for chatting", "12.1.2"),
    make(
      .gamingPoints, .points, 0...10_000, 500, "玩游戏扣分",
      "points off for gaming", "12.1.2"),
    make(
      .ruleBreachPoints, .points, 0...10_000, 500, "违反制度扣分",
      "points off for a breach of rules", "12.1.2"),
    make(
      .attitudePoints, .points, 0...10_000, 500, "服务态度扣分",
      "points off for a bad attitude", "12.1.4"),
    make(
      .languagePoints, .points, 0...10_000, 500, "用语不文明扣分",
      "points off for rude language", "12.1.4"),
    make(
      .appearancePoints, .points, 0...10_000, 200, "仪容仪表扣分",
      "points off for an untidy appearance", "12.1.4"),
    make(
      .dressPoints, .points, 0...10_000, 300, "着装扣分",
      "points off for wrong dress", "12.1.4"),
    make(
      .badgePoints, .points, 0...10_000, 200, "未戴工牌扣分",
      "points off for a missing badge", "12.1.4"),
    make(
      .oneTimeNoticePoints, .points, 0...10_000, 500, "未一次性告知扣分",
      "points off for not telling everything at once", "12.1.3"),
    make(
      .firstAskPoints, .points, 0...10_000, 500, "未执行首问负责扣分",
      "points off for turning the first asker away", "12.1.3"),
    make(
      .conductComplaintPoints, .points, 0...10_000, 1_000, "行为类投诉扣分",
      "points off for a complaint about conduct", "12.1.4"),
    make(
      .petitionPoints, .points, 0...10_000, 1_000, "信访扣分",
      "points off for a petition", "12.1.4"),
    make(
      .complaintPoints, .points, 0...10_000, 1_000, "投诉扣分",
      "points off for a complaint", "12.1.6"),
    make(
      .overdueCasePoints, .points, 0...10_000, 300, "超期办件扣分",
      "points off for an overdue case", "12.1.3"),
    make(
      .returnedCasePoints, .points, 0...10_000, 200, "退回办件扣分",
      "points off for a returned case", "12.1.3"),
    make(
      .recordPercent, .percent, 0...100, 60, "业务记录占比",
      "share of the records in competence", "12.1.3"),
    make(
      .reviewPercent, .percent, 0...100, 40, "评议占比",
      "share of the reviews in competence", "12.2.3"),
    make(
      .selfWeight, .weight, 0...100, 10, "自评权重",
      "weight of the self review", "12.2.3"),
    make(
      .peerWeight, .weight, 0...100, 30, "互评权重",
      "weight of the peers' reviews", "12.2.3"),
    make(
      .leaderWeight, .weight, 0...100, 60, "领导评价权重",
      "weight of the leaders' reviews", "12.2.3"),
    make(
      .level5Points, .points, 0...10_000, 10_000, "非常满意得分",
      "points of 'very satisfied'", "12.1.6"),
    make(
      .level4Points, .points, 0...10_000, 9_000, "满意得分",
      "points of 'satisfied'", "12.1.6"),
    make(
      .level3Points, .points, 0...10_000, 7_000, "基本满意得分",
      "points of 'fairly satisfied'", "12.1.6"),
    make(
      .level2Points, .points, 0...10_000, 3_000, "不满意得分",
      "points of 'dissatisfied'", "12.1.6"),
    make(
      .level1Points, .points, 0...10_000, 0, "非常不满意得分",
      "points of 'very dissatisfied'", "12.1.6"),
    make(
      .noRatingPoints, .points, 0...10_000, 9_000, "无评价时得分",
      "points where there is no rating", "12.1.6"),
    make(
      .failedExamPoints, .points, 0...10_000, 2_000, "考试不合格扣分",
      "points off for an unqualified exam", "12.1.7"),
    make(
      .excellentExamPoints, .points, 0...10_000, 500, "考试优秀加分",
      "points added for an excellent exam", "12.1.7"),
    make(
      .weightAttendance, .percent, 0...100, 20, "日常考勤权重",
      "weight of daily attendance", "12.1.1"),
    make(
      .weightDiscipline, .percent, 0...100, 20, "工作纪律权重",
      "weight of work discipline", "12.1.2"),
    make(
      .weightCompetence, .percent, 0...100, 20, "业务能力权重",
      "weight of professional competence", "12.1.3"),
    make(
      .weightConduct, .percent, 0...100, 10, "行为形象权重",
      "weight of conduct and appearance", "12.1.4"),
    make(
      .weightHygiene, .percent, 0...100, 5, "卫生管理权重",
      "weight of hygiene", "12.1.5"),
    make(
      .weightEvaluation, .percent, 0...100, 15, "评价管理权重",
      "weight of evaluation", "12.1.6"),
    make(
      .weightLearning, .percent, 0...100, 10, "学习管理权重",
      "weight of learning", "12.1.7"),
    make(
      .rankingGroup, .choice(["center", "county"]), 0...1, 0, "排名范围",
      "who is ranked together", "12.2.1"),
    make(
      .qualifiedMin, .points, 0...10_000, 6_000, "合格最低分",
      "least total that is qualified", "12.2.1"),
    make(
      .excellentMin, .points, 0...10_000, 9_000, "优秀最低分",
      "least total that can be excellent", "12.2.1"),
    make(
      .excellentPercent, .percent, 0...100, 20, "优秀比例上限",
      "largest share of excellent members", "12.2.1"),
    make(
      .minMonths, .months, 1...12, 6, "年度考核最少月数",
      "least appraised months of a graded year", "12.2.2"),
    make(
      .unqualifiedMonths, .months, 1...12, 3, "年度不合格的不合格月数",
      "unqualified months that make an unqualified year", "12.2.2"),
  ]

  private static func make(
    _ parameter: PolicyParameter, _ unit: Unit, _ range: ClosedRange<Int64>, _ defaultValue: Int64,
    _ zh: String, _ en: String, _ clause: String
  ) -> PolicyDescriptor {
    PolicyDescriptor(
      name: parameter.rawValue, unit: unit, range: range, defaultValue: defaultValue,
      label: Bilingual(zh: zh, en: en), clause: clause)
  }
}
