import Records
import Rules

extension RecordTable {
  /// A column that is not text or time. Every reader keeps the columns that a score depends on.
  func numbers(_ name: String) -> [Int32] {
    guard let column = integers32[name] else { preconditionFailure("\(kind.name): no \(name)") }
    return column
  }

  /// A column of instants, in seconds of `LocalTime`.
  func instants(_ name: String) -> [Int64] {
    guard let column = integers64[name] else { preconditionFailure("\(kind.name): no \(name)") }
    return column
  }

  func text(_ name: String) -> TextColumn {
    guard let column = texts[name] else { preconditionFailure("\(kind.name): no \(name)") }
    return column
  }

  /// How a choice column holds one of its names.
  func choice(_ column: String, _ name: String) -> Int32 {
    for schema in kind.columns where schema.name == column {
      if case .choice(let names) = schema.type, let position = names.firstIndex(of: name) {
        return Int32(position)
      }
    }
    preconditionFailure("\(kind.name).\(column): no choice \(name)")
  }
}

/// A month as bounds of days and of instants.
struct MonthSpan: Sendable {
  let month: YearMonth
  /// Days since 1970, the second one not included.
  let days: Range<Int32>
  /// Local seconds since 1970, the second one not included.
  let seconds: Range<Int64>

  init(_ month: YearMonth) {
    self.month = month
    days = month.firstDay.rawValue..<month.endDay.rawValue
    seconds =
      LocalTime(day: month.firstDay, secondOfDay: 0)
      .rawValue..<LocalTime(day: month.endDay, secondOfDay: 0).rawValue
  }
}
