import Records
import Rules

/// Which rows of a kind the appraisal of some months needs, as SQL.
struct RecordFilter {
  private(set) var condition: String
  private(set) var values: [Value] = []
  private(set) var order: String

  init(_ kind: RecordKind, _ months: ClosedRange<YearMonth>?, member: Int64?) {
    condition = kind.listedCondition
    // Referenced kinds stand in the order of their codes, so that an index means the same every
    // time.
    order = kind.key.map(quoted).joined(separator: ", ")
    if let member, kind.column("staff_no") != nil {
      add(kind == .staff ? "id = ?" : "staff_no = ?", .int(member))
    }
    guard let months else { return }
    let dates = DateBounds(months)
    switch kind.name {
    case "corrections", "incidents", "inspections", "complaints", "exams", "trainings":
      add("date BETWEEN ? AND ?", .int(dates.firstDay), .int(dates.lastDay))
      order = "date, id"
    case "leaves":
      add("to_date >= ? AND from_date <= ?", .int(dates.firstDay), .int(dates.lastDay))
      order = "to_date, id"
    case "ratings":
      add("at >= ? AND at < ?", .int(dates.start), .int(dates.end))
      order = "at, id"
    case "cases":
      addCases(dates)
      order = "id"
    case "training_attendance":
      add(
        "training_id IN (SELECT id FROM trainings WHERE date BETWEEN ? AND ?)",
        .int(dates.firstDay), .int(dates.lastDay))
      order = "id"
    case "reviews", "adjustments":
      add(
        "month BETWEEN ? AND ?", .int(months.lowerBound.ordinal), .int(months.upperBound.ordinal))
      order = "month, id"
    default: break
    }
    // For all members and months `order` keeps to the kind's key, as an export should.
    if kind == .trainings { order = quoted(kind.codeColumn) }
  }

  /// Finished in the months; or, for the last of them, open at its end and overdue by then. (One
  /// that was open and overdue in an earlier month and is not any more was finished in these
  /// months.)
  private mutating func addCases(_ dates: DateBounds) {
    add(
      """
      ((finished_at >= ? AND finished_at < ?)
        OR (finished_at IS NULL AND due_at < ? AND accepted_at < ?)
        OR (finished_at >= ? AND due_at < ? AND accepted_at < ?))
      """, .int(dates.start), .int(dates.end), .int(dates.end), .int(dates.end), .int(dates.end),
      .int(dates.end), .int(dates.end))
  }

  private mutating func add(_ text: String, _ more: Value...) {
    condition += " AND \(text)"
    values += more
  }
}

/// The months' first and last day, and their first instant and the one after them in UTC seconds.
private struct DateBounds {
  let firstDay: Int32
  let lastDay: Int32
  let start: Int64
  let end: Int64

  init(_ months: ClosedRange<YearMonth>) {
    firstDay = months.lowerBound.firstDay.rawValue
    lastDay = months.upperBound.endDay.rawValue - 1
    start = LocalTime(day: months.lowerBound.firstDay, secondOfDay: 0).utcSeconds
    end = LocalTime(day: months.upperBound.endDay, secondOfDay: 0).utcSeconds
  }
}
