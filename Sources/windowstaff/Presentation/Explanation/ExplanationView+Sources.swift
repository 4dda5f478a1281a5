import Rules
import Scoring
import WindowStaffProto

extension ExplanationView {
  /// Reckoned in this process.
  init(_ explanation: Scoring.Explanation) {
    month = explanation.month.description
    staffNo = explanation.staffNo
    name = explanation.name
    centerCode = explanation.centerCode
    isProvisional = explanation.isProvisional
    dimensions = explanation.dimensions.map(Dimension.init)
    total = explanation.total
    rank = explanation.rank
    grade = explanation.grade
    gradeReasons = [explanation.gradeReason]
    flags = explanation.flags
  }

  /// From the server.
  init(_ explanation: WindowStaffProto.Explanation) {
    let result = explanation.result ?? WindowStaffProto.MonthResult()
    month = result.month
    staffNo = result.staffNo
    name = result.name
    centerCode = result.centerCode
    isProvisional = explanation.provisional
    dimensions = explanation.dimensions.map(Dimension.init)
    total = Int64(result.total)
    rank = Int(result.rank)
    grade = Rules.Grade(result.grade)
    gradeReasons = [Bilingual(explanation.gradeReason)]
    flags = result.flags
  }
}

extension ExplanationView.Dimension {
  fileprivate init(_ dimension: Scoring.DimensionExplanation) {
    id = dimension.dimension.rawValue
    label = dimension.label
    clause = dimension.clause
    weight = dimension.weight
    score = dimension.score
    steps = dimension.steps.map { step in
      ExplanationView.Step(
        fact: step.fact?.rawValue ?? "", label: step.label, quantity: step.quantity,
        centipoints: step.centipoints, parameters: step.parameters.map { ($0.name, $0.value) },
        clause: step.clause, arithmetic: step.arithmetic,
        records: step.evidence.map {
          ExplanationView.Record(
            kind: $0.kind, key: $0.number ?? "", date: $0.day?.description ?? "", text: $0.text)
        })
    }
  }

  fileprivate init(_ dimension: WindowStaffProto.DimensionExplanation) {
    id = dimension.dimension
    label = Bilingual(dimension.name)
    clause = dimension.clause
    weight = Int64(dimension.weight)
    score = Int64(dimension.score)
    steps = dimension.steps.map { step in
      ExplanationView.Step(
        fact: step.fact, label: Bilingual(step.label), quantity: step.quantity,
        centipoints: Int64(step.centipoints),
        parameters: step.parameters.map { ($0.name, $0.value) },
        clause: step.clause, arithmetic: Bilingual(step.arithmetic),
        records: step.records.map {
          ExplanationView.Record(
            kind: $0.kind, key: $0.number, date: $0.date, text: Bilingual($0.text))
        })
    }
  }
}

extension Bilingual {
  init(_ text: LocalizedText?) { self.init(zh: text?.zh ?? "", en: text?.en ?? "") }
}
