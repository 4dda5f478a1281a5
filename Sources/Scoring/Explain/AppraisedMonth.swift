public import Records
public import Rules

/// A month that was appraised, with what it takes to explain it.
public struct AppraisedMonth: Sendable {
  public let result: MonthResult
  let scored: ScoredMonth

  var records: RecordSet { scored.records }
  var context: MonthContext { scored.context }
  var scoring: MonthScoring { scored.scoring }

  /// Explains a member's month. `unknown_staff`, `not_appraised`; a scorer whose explanation does
  /// not add up to its score is `scorer_explanation`.
  ///
  /// - Parameter group: those with whom the member is ranked, for those who have appraised the
  ///   member alone; otherwise they are found among the appraised.
  public func explain(
    _ staffNo: String, among group: RankingGroup? = nil
  ) throws(Problem) -> Explanation {
    guard let member = records.staff.index(of: staffNo), member < scored.memberCount else {
      throw .unknownStaff(staffNo)
    }
    guard let row = result.row(of: member) else {
      throw .notAppraised(staffNo, result.month, due: context.dueDays[member].count)
    }
    let group = group ?? self.group(of: row)
    let bounds = GradeBounds(scoring.policy)
    let grading = MonthGrading(group.standings, bounds)
    let grade = grading.grades[group.own]
    let evidence = EvidenceBook(self, member: member)
    var dimensions: [DimensionExplanation] = []
    for index in scoring.dimensions.indices {
      dimensions.append(try explain(member, dimension: index, evidence))
    }
    let names = records[.staff].texts["name"]
    return Explanation(
      month: result.month, staffNo: staffNo, name: names.map { $0[member] } ?? "",
      centerCode: result.centerCode(row), workdaysDue: context.dueDays[member].count,
      isProvisional: result.isProvisional, dimensions: dimensions, total: result.totals[row],
      rank: Int(grading.ranks[group.own]), groupSize: group.standings.count,
      isRankedInCenter: scoring.policy.ranksByCenter, grade: grade,
      gradeReason: group.reason(for: grade, bounds), flags: result.flagNames(of: row))
  }

  /// The rows that are ranked together with a row.
  private func group(of row: Int) -> RankingGroup {
    let rows = result.members.indices.filter {
      !scoring.policy.ranksByCenter || result.centers[$0] == result.centers[row]
    }
    return RankingGroup(
      rows.map { scored.standing(result.members[$0]) }, own: rows.firstIndex(of: row) ?? 0)
  }

  private func explain(
    _ member: Int, dimension: Int, _ evidence: EvidenceBook
  ) throws(Problem) -> DimensionExplanation {
    let scorer = scoring.dimensions[dimension]
    let descriptor = scorer.descriptor
    let facts = scorer.places.map { scored.facts.column($0)[member] }
    let steps = try scoring.host.explain(
      scorer.index, facts: facts, parameters: scorer.parameters)
    var teller = StepTeller(scorer, facts: facts, evidence: evidence)
    var explained: [ExplainedStep] = []
    for step in steps { explained.append(try teller.tell(step)) }
    let score = scored.score(dimension)[member]
    guard teller.score == score else {
      throw .scorerExplanation(
        descriptor,
        zh: "各步合计 \(hundredthsText(teller.score))，得分 \(hundredthsText(score))",
        en: "the steps come to \(hundredthsText(teller.score)), the score is "
          + hundredthsText(score))
    }
    return DimensionExplanation(
      dimension: descriptor.dimension, label: descriptor.label, clause: descriptor.clause,
      scorerVersion: descriptor.version, weight: scorer.weight, score: score, steps: explained)
  }
}

extension MonthScoring {
  /// Appraises one month and keeps what it takes to explain it. Errors as of `run`.
  public func appraise(
    _ records: RecordSet, month: YearMonth, options: ScoringOptions = ScoringOptions()
  ) throws(Problem) -> AppraisedMonth {
    let scored = try score(records, month: month, options: options, keepsPunches: true)
    let order = CodeOrder(records.staff)
    return AppraisedMonth(
      result: scored.result(options: options, staffOrder: order), scored: scored)
  }
}

extension Problem.Code {
  /// The member was due on too few days of the month.
  public static let notAppraised = Problem.Code(rawValue: "not_appraised")
}

extension Problem {
  static func unknownStaff(_ staffNo: String) -> Problem {
    Problem(
      .unknownStaff, .notFound, zh: "没有编号为 \(staffNo) 的窗口人员",
      en: "there is no member with the staff number \(staffNo)",
      remedy: Bilingual(zh: "请核对编号。", en: "Check the number."), field: "staff_no")
  }

  static func notAppraised(_ staffNo: String, _ month: YearMonth, due: Int) -> Problem {
    Problem(
      .notAppraised, .precondition,
      zh: "\(staffNo) 在 \(month) 的应出勤日为 \(due) 天，未达到参加考核的天数",
      en: "\(staffNo) was due on \(due) days of \(month), too few to be appraised",
      remedy: Bilingual(
        zh: "请核对到岗和离岗日期，或参数 min_workdays_due。",
        en: "Check on_window_since and left_on, or the parameter min_workdays_due."),
      clause: "12.2.1", field: "month")
  }
}
