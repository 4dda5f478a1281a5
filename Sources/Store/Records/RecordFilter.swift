import Records
import Rules

/// Which rows of a kind the appraisal of some months needs, as SQL.
///
/// Of one member, they are found by the member's index. Of everyone, the date's index only says
/// between which ids they lie: records of a month come together and lie together, so that one scan
/// of that range takes a tenth of the time of looking up each row that the index names.
struct RecordFilter {
  private(set) var condition: String
  private(set) var values: [Value] = []
  private(set) var order: String
  /// Conditions on columns of the date's index alone, of which at least one holds of each row; none
  /// where the rows are not looked for by date.
  private(set) var spans: [(condition: String, values: [Value])] = []
  private let isOfMember: Bool

  init(_ kind: RecordKind, _ months: ClosedRange<YearMonth>?, member: Int64?) {
    condition = kind.listedCondition
    isOfMember = member != nil && kind.column("staff_no") != nil
    // Referenced kinds stand in the order of their codes, so that an index means the same every
    // time.
    order = kind.key.map(quoted).joined(separator: ", ")
    if let member, kind.column("staff_no") != nil {
      add(kind == .staff ? "id = ?" : "staff_no = ?", .int(member))
    }
    guard let months else { return }
    let dates = DateBounds(months)
    // For all months `order` keeps to the kind's key, as an export should.
    order = "id"
    switch kind.name {
    case "corrections", "incidents", "inspections", "complaints", "exams":
      addDated("date BETWEEN ? AND ?", .int(dates.firstDay), .int(dates.lastDay))
    case "trainings":
      add("date BETWEEN ? AND ?", .int(dates.firstDay), .int(dates.lastDay))
      order = quoted(kind.codeColumn)
    case "leaves":
      addDated("to_date >= ? AND from_date <= ?", .int(dates.firstDay), .int(dates.lastDay))
    case "ratings": addDated("at >= ? AND at < ?", .int(dates.start), .int(dates.end))
    case "cases": addCases(dates)
    case "training_attendance":
      addDated(
        "training_id IN (SELECT id FROM trainings WHERE date BETWEEN ? AND ?)",
        .int(dates.firstDay), .int(dates.lastDay))
    case "reviews", "adjustments", "facts":
      addDated(
        "month BETWEEN ? AND ?", .int(months.lowerBound.ordinal), .int(months.upperBound.ordinal))
    default: order = kind.key.map(quoted).joined(separator: ", ")
    }
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
    spans = [
      ("finished_at >= ? AND finished_at < ?", [.int(dates.start), .int(dates.end)]),
      ("finished_at IS NULL AND due_at < ?", [.int(dates.end)]),
      ("finished_at >= ? AND due_at < ?", [.int(dates.end), .int(dates.end)]),
    ]
  }

  private mutating func addDated(_ text: String, _ more: Value...) {
    condition += " AND \(text)"
    values += more
    spans = [(text, more)]
  }

  /// The query of the rows in the kind's table.
  func select(_ columns: String, from table: String) -> (sql: String, values: [Value]) {
    guard !isOfMember, !spans.isEmpty else {
      return ("SELECT \(columns) FROM \(table) WHERE \(condition) ORDER BY \(order)", values)
    }
    let ids = spans.map { "SELECT id FROM \(table) WHERE \($0.condition)" }
      .joined(separator: " UNION ALL ")
    // The range is a table of its own, so that the rows are scanned by id and by nothing else.
    return (
      """
      WITH span AS (SELECT min(id) AS low, max(id) AS high FROM (\(ids)) AS found)
        SELECT \(columns) FROM \(table)
        WHERE id BETWEEN (SELECT low FROM span) AND (SELECT high FROM span) AND (\(condition))
        ORDER BY id
      """, spans.flatMap(\.values) + values
    )
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
