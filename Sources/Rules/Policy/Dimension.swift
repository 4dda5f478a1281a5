/// The seven dimensions of clause 12.1, in the standard's order.
public enum Dimension: String, Sendable, CaseIterable {
  case attendance, discipline, competence, conduct, hygiene, evaluation, learning

  /// The parameter that holds the dimension's weight, a whole percent of the total.
  public var weight: PolicyParameter {
    switch self {
    case .attendance: .weightAttendance
    case .discipline: .weightDiscipline
    case .competence: .weightCompetence
    case .conduct: .weightConduct
    case .hygiene: .weightHygiene
    case .evaluation: .weightEvaluation
    case .learning: .weightLearning
    }
  }

  public var label: Bilingual {
    switch self {
    case .attendance: Bilingual(zh: "日常考勤", en: "daily attendance")
    case .discipline: Bilingual(zh: "工作纪律", en: "work discipline")
    case .competence: Bilingual(zh: "业务能力", en: "professional competence")
    case .conduct: Bilingual(zh: "行为形象", en: "conduct and appearance")
    case .hygiene: Bilingual(zh: "卫生管理", en: "hygiene")
    case .evaluation: Bilingual(zh: "评价管理", en: "evaluation")
    case .learning: Bilingual(zh: "学习管理", en: "learning")
    }
  }
}
