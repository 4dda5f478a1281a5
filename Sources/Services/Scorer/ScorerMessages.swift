internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

extension WindowStaffProto.ScorerPlugin {
  init(_ plugin: Store.ScorerPlugin) {
    self.init(
      digest: plugin.digest, dimension: plugin.dimension, version: plugin.version,
      name: LocalizedText(plugin.name), clause: plugin.clause, byteCount: Int64(plugin.byteCount),
      keyId: plugin.keyID, uploader: plugin.uploader, uploadTime: plugin.uploadedAt,
      retireTime: plugin.retiredAt ?? 0)
  }
}

extension WindowStaffProto.ScorerActivation {
  init(_ activation: Store.ScorerActivation) {
    self.init(
      activationId: activation.id, dimension: activation.dimension,
      fromMonth: activation.fromMonth.description, digest: activation.digest ?? "",
      actor: activation.actor, time: activation.at, withdrawTime: activation.withdrawnAt ?? 0,
      withdrawer: activation.withdrawer ?? "")
  }
}

extension WindowStaffProto.TrustKey {
  init(_ key: Store.TrustKey) {
    self.init(
      keyId: key.keyID, publicKey: key.publicKey, label: key.label, actor: key.actor, time: key.at)
  }
}

extension DescribeScorerResponse {
  init(_ scorer: ScorerDescriptor, _ plugin: Store.ScorerPlugin?) {
    self.init(
      scorer: plugin.map(WindowStaffProto.ScorerPlugin.init),
      dimension: scorer.dimension.rawValue, version: scorer.version,
      name: LocalizedText(scorer.label), clause: scorer.clause, facts: scorer.facts.map(\.rawValue),
      parameters: scorer.parameters.map { parameter in
        WindowStaffProto.ScorerParameter(
          name: parameter.name, label: LocalizedText(parameter.label),
          minimum: parameter.text(of: parameter.range.lowerBound),
          maximum: parameter.text(of: parameter.range.upperBound),
          defaultValue: parameter.text(of: parameter.defaultValue))
      }, flags: scorer.flags)
  }
}

extension BacktestMonth {
  init(_ comparison: MonthComparison) {
    self.init(
      month: comparison.month.description, beforeCount: Int32(comparison.beforeCount),
      afterCount: Int32(comparison.afterCount), changes: comparison.changes.map(MemberChange.init),
      beforeTotals: comparison.beforeTotals.map(Int32.init),
      afterTotals: comparison.afterTotals.map(Int32.init))
  }
}

extension MemberChange {
  init(_ change: MonthComparison.Change) {
    self.init(
      centerCode: change.centerCode, staffNo: change.staffNo, name: change.name,
      before: change.before.map(Standing.init), after: change.after.map(Standing.init),
      reasons: change.reasons.map(WindowStaffProto.ChangeReason.init))
  }
}

extension MemberChange.Standing {
  init(_ standing: MonthComparison.Standing) {
    self.init(
      total: Int32(standing.total), rank: Int32(standing.rank),
      grade: Grade(rawValue: standing.grade.stored))
  }
}

extension WindowStaffProto.ChangeReason {
  init(_ reason: Scoring.ChangeReason) {
    self.init(
      dimension: reason.dimension, fact: reason.fact, parameter: reason.parameter,
      label: LocalizedText(reason.label), beforeQuantity: reason.before.quantity,
      afterQuantity: reason.after.quantity,
      beforeCentipoints: Int32(clamping: reason.before.centipoints),
      afterCentipoints: Int32(clamping: reason.after.centipoints),
      beforeValue: reason.before.value, afterValue: reason.after.value)
  }
}
