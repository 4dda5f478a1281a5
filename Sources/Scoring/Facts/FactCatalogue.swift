import Records
public import Rules

/// What a fact means.
public struct FactDescriptor: Sendable, Hashable {
  public enum Unit: String, Sendable {
    case days, count, halves, centipoints
  }

  public let fact: Fact
  public let unit: Unit
  public let label: Bilingual
  /// The clause of the standard that it comes from.
  public let clause: String
  /// The kind of records that it is derived from, by name.
  public let source: String
}

/// The facts that scorers may read.
public enum FactCatalogue {
  /// Rises with each fact that is added; none is ever taken away.
  public static let version = 2

  /// The name under which a scorer reads the adjustments of its own dimension.
  public static let adjustmentName = "adjustment"

  /// In the order of `Fact`.
  public static let all: [FactDescriptor] =
    attendance + incidents + business + feedback + learning + reviews + adjustments
    + inspectionParts

  private static let attendance = [
    make(.workdaysDue, .days, "应出勤日", "days due", "9.1.2", .calendar),
    make(.late, .count, "迟到", "late arrivals", "9.1.3", .punches),
    make(.early, .count, "早退", "early departures", "9.1.3", .punches),
    make(.missedPunch, .count, "缺卡", "missed punches", "9.1.4", .punches),
    make(.absentHalves, .halves, "旷工", "absent half-days", "9.1.4", .punches),
    make(.personalLeaveHalves, .halves, "事假", "half-days of personal leave", "9.2", .leaves),
    make(.sickLeaveHalves, .halves, "病假", "half-days of sick leave", "9.2", .leaves),
    make(.otherLeaveHalves, .halves, "其他假", "half-days of other leave", "9.2", .leaves),
  ]

  private static let incidents = [
    make(.offPost, .count, "脱岗", "off post", "10.2.1", .incidents),
    make(.wandering, .count, "串岗", "wandering", "10.2.1", .incidents),
    make(.chatting, .count, "闲聊", "chatting", "10.2.1", .incidents),
    make(.gaming, .count, "玩游戏", "gaming", "10.2.1", .incidents),
    make(.ruleBreach, .count, "违反制度", "breaches of rules", "10.2.1", .incidents),
    make(.secrecyBreach, .count, "泄露秘密", "breaches of secrecy", "10.2.2", .incidents),
    make(.integrityBreach, .count, "违反廉洁自律", "breaches of integrity", "10.2.3", .incidents),
    make(.attitude, .count, "服务态度问题", "attitude", "10.1.1", .incidents),
    make(.language, .count, "用语不文明", "language", "10.1.3", .incidents),
    make(.appearance, .count, "仪容仪表不合格", "appearance", "10.3.3", .incidents),
    make(.dress, .count, "着装不合格", "dress", "10.3.1", .incidents),
    make(.badge, .count, "未佩戴工牌", "badge", "10.3.2", .incidents),
    make(
      .oneTimeNotice, .count, "未一次性告知", "not told everything at once", "11.1.2", .incidents),
    make(.firstAsk, .count, "未执行首问负责", "first asker turned away", "12.1.3", .incidents),
  ]

  private static let business = [
    make(.overdueCases, .count, "超期办件", "overdue cases", "11.1.3", .cases),
    make(.returnedCases, .count, "退回办件", "returned cases", "12.1.3", .cases),
    make(
      .inspectionMarks, .centipoints, "卫生检查得分合计", "sum of inspection marks", "12.1.5",
      .inspections),
    make(.inspections, .count, "卫生检查", "inspections", "12.1.5", .inspections),
  ]

  private static let feedback = [
    make(.ratingsLevel1, .count, "非常不满意", "very dissatisfied", "12.1.6", .ratings),
    make(.ratingsLevel2, .count, "不满意", "dissatisfied", "12.1.6", .ratings),
    make(.ratingsLevel3, .count, "基本满意", "fairly satisfied", "12.1.6", .ratings),
    make(.ratingsLevel4, .count, "满意", "satisfied", "12.1.6", .ratings),
    make(.ratingsLevel5, .count, "非常满意", "very satisfied", "12.1.6", .ratings),
    make(.ratings, .count, "评价", "ratings", "12.1.6", .ratings),
    make(.upheldComplaints, .count, "属实投诉", "upheld complaints", "12.1.6", .complaints),
    make(
      .upheldConductComplaints, .count, "属实行为类投诉", "upheld complaints about conduct",
      "12.1.4", .complaints),
    make(.upheldPetitions, .count, "属实信访", "upheld petitions", "12.1.4", .complaints),
  ]

  private static let learning = [
    make(
      .trainingsRequired, .count, "应参加培训", "trainings required", "12.1.7", .trainingAttendance),
    make(
      .trainingsAttended, .count, "实际参加培训", "trainings attended", "12.1.7",
      .trainingAttendance),
    make(
      .trainingsExcused, .count, "经批准未参加培训", "trainings excused", "12.1.7",
      .trainingAttendance),
    make(.unqualifiedExams, .count, "考试不合格", "unqualified exams", "8.4.3", .exams),
    make(.excellentExams, .count, "考试优秀", "excellent exams", "8.4.3", .exams),
  ]

  private static let reviews = [
    make(.selfReviewMarks, .centipoints, "自评分合计", "sum of self marks", "12.2.3", .reviews),
    make(.selfReviews, .count, "自评", "self reviews", "12.2.3", .reviews),
    make(.peerReviewMarks, .centipoints, "互评分合计", "sum of peers' marks", "12.2.3", .reviews),
    make(.peerReviews, .count, "互评", "peers' reviews", "12.2.3", .reviews),
    make(
      .leaderReviewMarks, .centipoints, "领导评价分合计", "sum of leaders' marks", "12.2.3",
      .reviews),
    make(.leaderReviews, .count, "领导评价", "leaders' reviews", "12.2.3", .reviews),
  ]

  private static let adjustments = zip(Fact.adjustments, Dimension.standard).map {
    (fact, dimension) in
    make(
      fact, .centipoints, "\(dimension.label.zh)调整", "adjustments of \(dimension.label.en)",
      dimension.weight?.descriptor.clause ?? "12.1", .adjustments)
  }

  private static let inspectionParts = [
    make(
      .inspectionDeskMarks, .centipoints, "桌面卫生得分合计", "sum of desk marks", "12.1.5",
      .inspections),
    make(
      .inspectionWindowMarks, .centipoints, "窗口卫生得分合计", "sum of window marks", "12.1.5",
      .inspections),
    make(
      .inspectionPersonMarks, .centipoints, "个人卫生得分合计", "sum of person marks", "12.1.5",
      .inspections),
  ]

  private static func make(
    _ fact: Fact, _ unit: FactDescriptor.Unit, _ zh: String, _ en: String, _ clause: String,
    _ kind: RecordKind
  ) -> FactDescriptor {
    FactDescriptor(
      fact: fact, unit: unit, label: Bilingual(zh: zh, en: en), clause: clause, source: kind.name)
  }
}

extension Fact {
  public var descriptor: FactDescriptor { FactCatalogue.all[index] }

  /// By dimension, in the standard's order.
  static let adjustments: [Fact] = [
    .attendanceAdjustment, .disciplineAdjustment, .competenceAdjustment, .conductAdjustment,
    .hygieneAdjustment, .evaluationAdjustment, .learningAdjustment,
  ]

  /// The fact that sums the adjustments of one of the seven; nil for a county's own dimension.
  static func adjustment(of dimension: Dimension) -> Fact? {
    Dimension.standard.firstIndex(of: dimension).map { adjustments[$0] }
  }
}
