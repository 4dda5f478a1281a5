public import Rules

/// Those who are ranked together, and the one of them whose grade is explained.
public struct RankingGroup: Sendable {
  public let standings: [MonthStanding]
  /// Their place in `standings`.
  public let own: Int

  public init(_ standings: [MonthStanding], own: Int) {
    self.standings = standings
    self.own = own
  }

  /// Why the one has the grade (clause 12.2.1).
  func reason(for grade: Grade, _ bounds: GradeBounds) -> Bilingual {
    let own = standings[own]
    let total = hundredthsText(own.total)
    if own.isVetoed {
      return Bilingual(zh: "一票否决，考核不合格", en: "a veto makes the month unqualified")
    }
    if own.isUnqualified(bounds) {
      let least = hundredthsText(bounds.qualifiedMin)
      return Bilingual(
        zh: "总分 \(total) 低于合格线 \(least)", en: "the total \(total) is below \(least)")
    }
    let least = hundredthsText(bounds.excellentMin)
    guard own.isCandidate(bounds) else {
      return Bilingual(
        zh: "总分 \(total) 未达到优秀线 \(least)",
        en: "the total \(total) is below \(least), from which it could be excellent")
    }
    return quotaReason(own, isExcellent: grade == .excellent, bounds)
  }

  /// A candidate is excellent when the block of its equals, and all above, fit the quota.
  private func quotaReason(
    _ own: MonthStanding, isExcellent: Bool, _ bounds: GradeBounds
  ) -> Bilingual {
    let candidates = standings.filter { $0.isCandidate(bounds) }
    let above = candidates.filter { $0.isAbove(own) }.count
    let block = candidates.filter { $0.isLevel(with: own) }.count
    let quota = bounds.quota(of: standings.count)
    let quotaText = "\(standings.count) × \(bounds.excellentPercent)%"
    if isExcellent {
      return Bilingual(
        zh: "优秀名额 \(quota)（\(quotaText) 取整），排在其前 \(above) 人，各项相同 \(block) 人，在名额之内",
        en: "of \(quota) excellent (\(quotaText), cut), \(above) stand above and \(block) stand "
          + "level: within the quota")
    }
    return Bilingual(
      zh: "优秀名额 \(quota)（\(quotaText) 取整），排在其前 \(above) 人，各项相同 \(block) 人，超出名额",
      en: "of \(quota) excellent (\(quotaText), cut), \(above) stand above and \(block) stand "
        + "level: beyond the quota")
  }
}
