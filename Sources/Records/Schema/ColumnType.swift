/// What the values of a column are, and how they lie in memory.
///
/// `text` lies in a `TextColumn`, `time` in `Int64`, all others in `Int32`; `RecordTable.none32`
/// and `none64` stand for an empty value, an empty text for itself.
public enum ColumnType: Sendable, Hashable {
  /// Any text, without the blanks around it.
  case text
  /// A reference to a record of another kind by its key, held as its index in `RecordSet.codes`.
  case reference(to: String)
  /// `YYYY-MM-DD`, held as `Day.rawValue`.
  case date
  /// `YYYY-MM-DD HH:MM:SS` (or `T`, or with a fraction, which is cut), held as
  /// `LocalTime.rawValue`.
  case time
  /// `HH:MM` (or `HH:MM:SS` where `seconds`), held as the second of the day.
  case clock(seconds: Bool)
  /// `YYYY-MM`, held as `YearMonth.ordinal`.
  case month
  /// One of the names, held as its position in the list.
  case choice([String])
  /// A whole number within the range.
  case count(ClosedRange<Int32>)
  /// A whole number of one digit within the range.
  case digit(ClosedRange<Int32>)
  /// A number with up to two decimals, held as hundredths, within the range (in hundredths).
  case hundredths(ClosedRange<Int32>)
}
