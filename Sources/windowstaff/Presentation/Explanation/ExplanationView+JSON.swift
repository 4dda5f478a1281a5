import Rules

extension ExplanationView {
  var json: JSONValue {
    .object([
      ("month", .string(month)), ("staff_no", .string(staffNo)), ("name", .string(name)),
      ("center_code", .string(centerCode)), ("provisional", .bool(isProvisional)),
      ("total", .hundredths(total)), ("total_arithmetic", .string(totalArithmetic)),
      ("rank", .integer(rank)), ("grade", .string(grade.name)),
      ("grade_reasons", .array(gradeReasons.map(\.json))),
      ("flags", .array(flags.map { .string($0) })),
      ("dimensions", .array(dimensions.map(\.json))),
    ])
  }
}

extension ExplanationView.Dimension {
  fileprivate var json: JSONValue {
    .object([
      ("dimension", .string(id)), ("label", label.json), ("clause", .string(clause)),
      ("weight", .integer(weight)), ("score", .hundredths(score)),
      ("steps", .array(steps.map(\.json))),
    ])
  }
}

extension ExplanationView.Step {
  fileprivate var json: JSONValue {
    .object([
      ("fact", .string(fact)), ("label", label.json), ("quantity", .integer(quantity)),
      ("points", .hundredths(centipoints)),
      ("parameters", .object(parameters.map { ($0.name, .string($0.value)) })),
      ("clause", .string(clause)), ("arithmetic", arithmetic.json),
      (
        "records",
        .array(
          records.map {
            .object([
              ("kind", .string($0.kind)), ("key", .string($0.key)), ("date", .string($0.date)),
              ("text", $0.text.json),
            ])
          })
      ),
    ])
  }
}

extension Bilingual {
  var json: JSONValue { .object([("zh", .string(zh)), ("en", .string(en))]) }
}
