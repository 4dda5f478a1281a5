/// From which month a change of policy or scorer may hold.
///
/// The past may be changed as long as nobody has sealed it: a sealed month keeps the policy and the
/// scorers that appraised it, and no later month may be sealed under what an earlier one was not.
public enum EffectiveMonth {
  /// - Parameter lastSealed: the latest month that is sealed; nil when none is.
  /// - Throws: `month_sealed` when the month or a later one is sealed.
  public static func check(_ month: YearMonth, lastSealed: YearMonth?) throws(Problem) {
    guard let lastSealed, month <= lastSealed else { return }
    throw Problem(
      .monthSealed, .precondition, zh: "\(lastSealed) 已封存，不能从 \(month) 起更改",
      en: "\(lastSealed) is sealed, so that nothing can change from \(month) on",
      remedy: Bilingual(
        zh: "从 \(lastSealed.next) 或以后的月份起", en: "begin with \(lastSealed.next) or later"),
      clause: "12.2", field: "from_month")
  }
}

extension Problem.Code {
  /// A month is sealed: nothing that its results rest on changes any more.
  public static let monthSealed = Problem.Code(rawValue: "month_sealed")
}
