internal import Rules

extension Problem.Code {
  /// The period has no results: nobody has run its appraisal yet.
  static let notRun = Problem.Code(rawValue: "not_run")
  /// The member is known, but was not appraised in the period.
  static let noResult = Problem.Code(rawValue: "no_result")
  /// Another run of the period is under way.
  static let runInProgress = Problem.Code(rawValue: "run_in_progress")
  /// The county has no staff.
  static let noStaff = Problem.Code(rawValue: "no_staff")
  /// The records have changed since the period was run.
  static let recordsChanged = Problem.Code(rawValue: "records_changed")
  /// A run ended by an error that is no problem of its own; the server's log has it.
  static let runFailed = Problem.Code(rawValue: "run_failed")
  /// More runs and explanations at once than the server takes.
  static let appraisalsBusy = Problem.Code(rawValue: "appraisals_busy")
}

extension Problem {
  static func notRun(_ period: String) -> Problem {
    let option = period.utf8.count == 4 ? "--year \(period)" : "--month \(period)"
    return Problem(
      .notRun, .precondition, zh: "\(period) 尚未考核", en: "\(period) has not been appraised yet",
      remedy: Bilingual(
        zh: "先考核：windowstaff appraisal run \(option)",
        en: "appraise it first: windowstaff appraisal run \(option)"),
      clause: "12.2")
  }

  static func noResult(_ staffNo: String, _ period: String) -> Problem {
    Problem(
      .noResult, .notFound, zh: "\(staffNo) 在 \(period) 没有考核结果",
      en: "\(staffNo) was not appraised in \(period)",
      remedy: Bilingual(
        zh: "该期应出勤日少于 min_workdays_due 的人员不参加考核",
        en: "members with fewer due days than min_workdays_due are not appraised"),
      clause: "12.2", field: "staff_no")
  }

  static func runInProgress(_ period: String) -> Problem {
    Problem(
      .runInProgress, .precondition, zh: "\(period) 的考核正在进行",
      en: "an appraisal of \(period) is under way",
      remedy: Bilingual(zh: "等待其结束，或先取消", en: "wait for its end, or cancel it first"),
      field: "period")
  }

  static let appraisalsBusy = Problem(
    .appraisalsBusy, .exhausted, zh: "正在进行的考核和说明过多",
    en: "too many runs and explanations are under way",
    remedy: Bilingual(zh: "稍后重试", en: "try again later"))

  static let noStaff = Problem(
    .noStaff, .precondition, zh: "该县还没有人员", en: "the county has no staff yet",
    remedy: Bilingual(zh: "先用 windowstaff import 导入记录", en: "import records first"))

  static func recordsChanged(_ month: String) -> Problem {
    Problem(
      .recordsChanged, .precondition, zh: "\(month) 考核之后记录有变动，无法解释原来的结果",
      en:
        "the records have changed since \(month) was appraised, so its result cannot be explained",
      remedy: Bilingual(
        zh: "重新运行 windowstaff appraisal run --month \(month)",
        en: "run windowstaff appraisal run --month \(month) again"))
  }
}
