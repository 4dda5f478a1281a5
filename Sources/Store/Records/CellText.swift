import Records
import Rules

/// A stored whole number as it is written in the kind's file; a reference as its code.
func cellText(_ value: Int64, _ type: ColumnType) -> String {
  switch type {
  case .text, .reference: String(value)
  case .date: Day(rawValue: Int32(truncatingIfNeeded: value)).description
  case .time: LocalTime(utcSeconds: value).description
  case .clock(let seconds):
    seconds ? clockText(Int(value)) : String(clockText(Int(value)).prefix(5))
  case .month: YearMonth(ordinal: Int(value)).description
  case .choice(let names): names.indices.contains(Int(value)) ? names[Int(value)] : String(value)
  case .count, .digit: String(value)
  case .hundredths: hundredthsText(value)
  }
}
