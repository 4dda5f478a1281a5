internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

extension WindowStaffProto.Explanation {
  init(
    _ explanation: Scoring.Explanation, result: Store.MonthResult, of run: AppraisalRun
  ) {
    self.init(
      result: MonthResult(result, of: run, month: explanation.month, name: explanation.name),
      dimensions: explanation.dimensions.map(DimensionExplanation.init),
      gradeReason: LocalizedText(explanation.gradeReason),
      groupSize: Int32(explanation.groupSize),
      rankedInCenter: explanation.isRankedInCenter,
      workdaysDue: Int32(explanation.workdaysDue), provisional: run.isProvisional)
  }
}

extension WindowStaffProto.DimensionExplanation {
  init(_ dimension: Scoring.DimensionExplanation) {
    self.init(
      dimension: dimension.dimension.rawValue, name: LocalizedText(dimension.label),
      clause: dimension.clause, scorerVersion: dimension.scorerVersion,
      weight: Int32(dimension.weight), score: Int32(dimension.score),
      steps: dimension.steps.map(ExplanationStep.init))
  }
}

extension ExplanationStep {
  init(_ step: ExplainedStep) {
    self.init(
      kind: Kind(rawValue: Int32(step.kind.rawValue)), fact: step.fact?.rawValue ?? "",
      label: LocalizedText(step.label), quantity: step.quantity,
      centipoints: Int32(clamping: step.centipoints),
      scoreAfter: Int32(clamping: step.scoreAfter),
      parameters: step.parameters.map {
        Parameter(name: $0.name, label: LocalizedText($0.label), value: $0.value)
      },
      clause: step.clause, arithmetic: LocalizedText(step.arithmetic),
      records: step.evidence.map(RecordReference.init))
  }
}

extension RecordReference {
  init(_ evidence: Evidence) {
    self.init(
      kind: evidence.kind, number: evidence.number ?? "",
      date: evidence.day?.description ?? "", session: evidence.session.map { "\($0)" } ?? "",
      quantity: evidence.quantity, text: LocalizedText(evidence.text))
  }
}
