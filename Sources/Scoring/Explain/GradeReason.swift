import Rules

extension AppraisedMonth {
  /// The rows that are ranked together with a row.
  func group(of row: Int) -> [Int] {
    guard scoring.policy.ranksByCenter else { return Array(0..<result.count) }
    return (0..<result.count).filter { result.centers[$0] == result.centers[row] }
  }

  /// Why a row has its grade (clause 12.2.1).
  func gradeReason(_ row: Int) -> Bilingual {
    let bounds = GradeBounds(scoring.policy)
    let own = scored.standing(result.members[row])
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
    return quotaReason(row, own, bounds)
  }

  /// A candidate is excellent when the block of its equals, and all above, fit the quota.
  private func quotaReason(
    _ row: Int, _ own: MonthStanding, _ bounds: GradeBounds
  ) -> Bilingual {
    let group = group(of: row)
    let candidates = group.map { scored.standing(result.members[$0]) }
      .filter { $0.isCandidate(bounds) }
    let above = candidates.filter { $0.isAbove(own) }.count
    let block = candidates.filter { $0.isLevel(with: own) }.count
    let quota = bounds.quota(of: group.count)
    let quotaText = "\(group.count) × \(bounds.excellentPercent)%"
    if result.grades[row] == .excellent {
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
