import ArgumentParser
import Rules

/// Months from one to another, both included: `2025-01..2025-06`, or one alone.
struct MonthRange: ExpressibleByArgument {
  let first: YearMonth
  let last: YearMonth

  init?(argument: String) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    switch parts.count {
    case 1:
      guard let month = YearMonth(argument) else { return nil }
      (first, last) = (month, month)
    case 3:
      guard parts[1].isEmpty, let first = YearMonth(parts[0]), let last = YearMonth(parts[2]),
        first <= last
      else { return nil }
      (self.first, self.last) = (first, last)
    default: return nil
    }
  }

  var months: [YearMonth] {
    (first.ordinal...last.ordinal).map(YearMonth.init(ordinal:))
  }

  var text: String { first == last ? "\(first)" : "\(first)..\(last)" }
}
