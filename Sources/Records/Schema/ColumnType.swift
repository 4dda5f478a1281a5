/// What the values of a column are, and how they lie in memory.
///
/// Every type but `text` is held as whole numbers, with `RecordTable.none` for an empty value.
public enum ColumnType: Sendable, Hashable {
  /// Any text, kept as it was written.
  case text
  /// A reference to a row of another kind by its key, held as that row's index there. `staff` columns
  /// hold the member's index.
  case reference(to: String)
  /// `YYYY-MM-DD`, held as `Day.rawValue`.
  case date
  /// `YYYY-MM-DD HH:MM:SS` (or `T`, or with a fraction, which is cut), held as `LocalTime.rawValue`.
  case time
  /// `HH:MM` (and `HH:MM:SS` where `seconds`), held as the second of the day.
  case clock(seconds: Bool)
  /// `YYYY-MM`, held as `YearMonth.ordinal`.
  case month
  /// One of the names, held as its position in the list.
  case choice([String])
  /// A whole number within the range.
  case count(ClosedRange<Int64>)
  /// A number with up to two decimals, held as hundredths, within the range (in hundredths).
  case hundredths(ClosedRange<Int64>)
}
