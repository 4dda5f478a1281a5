import Rules
import Scoring
import WindowStaffProto

extension MonthComparison {
  /// A comparison as it came over the wire; nil where its month is none.
  init?(_ message: BacktestMonth) {
    guard let month = YearMonth(message.month) else { return nil }
    self.init(
      month: month, beforeCount: Int(message.beforeCount), afterCount: Int(message.afterCount),
      changes: message.changes.map(Change.init),
      beforeTotals: Self.bins(message.beforeTotals), afterTotals: Self.bins(message.afterTotals))
  }

  /// As many as there are, also where the message has fewer.
  private static func bins(_ counts: [Int32]) -> [Int] {
    (0..<binCount).map { $0 < counts.count ? Int(counts[$0]) : 0 }
  }
}

extension MonthComparison.Change {
  init(_ message: MemberChange) {
    self.init(
      centerCode: message.centerCode, staffNo: message.staffNo, name: message.name,
      before: message.before.map(MonthComparison.Standing.init),
      after: message.after.map(MonthComparison.Standing.init),
      reasons: message.reasons.map(Scoring.ChangeReason.init))
  }
}

extension MonthComparison.Standing {
  init(_ message: MemberChange.Standing) {
    self.init(
      total: Int64(message.total), rank: Int(message.rank), grade: Rules.Grade(message.grade))
  }
}

extension Scoring.ChangeReason {
  init(_ message: WindowStaffProto.ChangeReason) {
    self.init(
      dimension: message.dimension, fact: message.fact, parameter: message.parameter,
      label: Bilingual(zh: message.label?.zh ?? "", en: message.label?.en ?? ""),
      before: Side(
        quantity: message.beforeQuantity, centipoints: Int64(message.beforeCentipoints),
        value: message.beforeValue),
      after: Side(
        quantity: message.afterQuantity, centipoints: Int64(message.afterCentipoints),
        value: message.afterValue))
  }
}
