/// How one column of a kind is read from one file.
struct ColumnPlan {
  let schema: ColumnSchema
  /// The field's position in the file's rows, or -1 where the file lacks the column.
  var field = -1
  let form: Form
  /// The range of a number.
  var low: Int64 = 0
  var high: Int64 = 0
  var names = ChoiceNames([])
  /// Which codes a reference points into.
  var codes = 0
  /// The value of an empty field.
  var emptyValue = RecordTable.none64

  /// `ColumnType` without its payload, so that looking at it costs nothing.
  enum Form: UInt8 {
    case text, reference, date, time, clock, clockWithSeconds, month, choice, count, digit
    case hundredths
  }

  init(_ schema: ColumnSchema, references: References) {
    self.schema = schema
    switch schema.type {
    case .text: form = .text
    case .reference(let kind):
      form = .reference
      codes = references.position(of: kind)
    case .date: form = .date
    case .time: form = .time
    case .clock(let seconds): form = seconds ? .clockWithSeconds : .clock
    case .month: form = .month
    case .choice(let list):
      form = .choice
      names = ChoiceNames(list)
    case .count(let range):
      (form, low, high) = (.count, Int64(range.lowerBound), Int64(range.upperBound))
    case .digit(let range):
      (form, low, high) = (.digit, Int64(range.lowerBound), Int64(range.upperBound))
    case .hundredths(let range):
      (form, low, high) = (.hundredths, Int64(range.lowerBound), Int64(range.upperBound))
    }
    if var value = schema.defaultValue {
      emptyValue = value.withUTF8 { number(UnsafeRawBufferPointer($0)) } ?? RecordTable.none64
    }
  }

  /// The value of a field that is neither text nor a reference; nil where it is none.
  @inline(__always)
  func number(_ text: UnsafeRawBufferPointer) -> Int64? {
    switch form {
    case .text, .reference: return nil
    case .date: return FixedForms.date(text).map(Int64.init)
    case .time: return FixedForms.time(text)
    case .clock: return FixedForms.clock(text, seconds: false).map(Int64.init)
    case .clockWithSeconds: return FixedForms.clock(text, seconds: true).map(Int64.init)
    case .month: return FixedForms.month(text).map(Int64.init)
    case .choice: return names.position(of: text)
    case .digit: return text.count == 1 ? inRange(FixedForms.whole(text)) : nil
    case .count: return inRange(FixedForms.whole(text))
    case .hundredths: return inRange(FixedForms.hundredths(text, isSigned: low < 0))
    }
  }

  @inline(__always)
  private func inRange(_ value: Int64?) -> Int64? {
    guard let value, value >= low, value <= high else { return nil }
    return value
  }
}

/// The names of a choice.
struct ChoiceNames {
  private var names: [[UInt8]]

  init(_ names: [String]) { self.names = names.map { Array($0.utf8) } }

  @inline(__always)
  func position(of text: UnsafeRawBufferPointer) -> Int64? {
    for (position, name) in names.enumerated() where name.count == text.count {
      if name.withUnsafeBytes({ bytesAreEqual($0, text) }) { return Int64(position) }
    }
    return nil
  }
}
