import Records
import Rules

/// The sources of a month's facts, other than attendance.
enum MonthFacts {
  static func sources(_ records: RecordSet, _ context: MonthContext) -> [any FactSource] {
    let span = context.span
    let trainingDays = records[.trainings].numbers("date")
    return [
      RatingFacts(table: records[.ratings], span: span),
      CaseFacts(table: records[.cases], span: span),
      TrainingFacts(
        table: records[.trainingAttendance], trainingDays: trainingDays, span: span),
      IncidentFacts(table: records[.incidents], span: span),
      InspectionFacts(table: records[.inspections], span: span),
      ReviewFacts(table: records[.reviews], month: span.month),
      ComplaintFacts(table: records[.complaints], span: span),
      ExamFacts(table: records[.exams], span: span),
      AdjustmentFacts(table: records[.adjustments], month: span.month),
    ]
  }
}
