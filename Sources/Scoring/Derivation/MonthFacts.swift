import Records
import Rules

/// The sources of a month's facts, other than attendance.
enum MonthFacts {
  static func sources(
    _ records: RecordSet, _ context: MonthContext, _ layout: FactLayout
  ) -> [any FactSource] {
    let span = context.span
    let trainingDays = records[.trainings].numbers("date")
    return [
      RatingFacts(table: records[.ratings], span: span),
      CaseFacts(table: records[.cases], span: span),
      TrainingFacts(
        table: records[.trainingAttendance], trainingDays: trainingDays, span: span),
      IncidentFacts(table: records[.incidents], span: span),
      InspectionFacts(table: records[.inspections], span: span),
      ReviewFacts(
        table: records[.reviews], month: span.month,
        competence: records.codes[RecordKind.dimensions.name]?.index(
          of: Dimension.competence.rawValue) ?? -1),
      ComplaintFacts(table: records[.complaints], span: span),
      ExamFacts(table: records[.exams], span: span),
      AdjustmentFacts(
        table: records[.adjustments], month: span.month,
        places: places(of: .dimensions, records, layout) {
          Dimension(rawValue: $0).map(FactID.adjustments(of:))
        }),
      CountyFacts(
        table: records[.facts], month: span.month,
        places: places(of: .factNames, records, layout) { .county($0) }),
    ]
  }

  /// The columns of facts that records name, by the names' index; -1 where no scorer reads them.
  private static func places(
    of kind: RecordKind, _ records: RecordSet, _ layout: FactLayout, _ fact: (String) -> FactID?
  ) -> [Int] {
    let names = records.codes[kind.name] ?? CodeTable()
    return (0..<names.count).map { fact(names[$0]).flatMap(layout.place(of:)) ?? -1 }
  }
}
