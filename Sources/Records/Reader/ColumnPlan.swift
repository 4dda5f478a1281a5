/// How one column of a kind is read from one file: plain numbers, so that looking at it costs
/// nothing.
struct ColumnPlan {
  /// The field's position in the file's rows, or -1 where the file lacks the column.
  var field = -1
  let form: Form
  let mayBeEmpty: Bool
  /// The range of a number.
  private var low: Int64 = 0
  private var high: Int64 = 0
  /// Which codes a reference points into.
  let codes: Int
  /// The value of an empty field.
  private(set) var emptyValue = RecordTable.none64

  /// `ColumnType` without its payload.
  enum Form: UInt8 {
    case text, reference, date, time, clock, clockWithSeconds, month, choice, count, digit
    case hundredths
  }

  init(_ schema: ColumnSchema, _ names: ChoiceNames, references: References) {
    mayBeEmpty = schema.mayBeEmpty
    if case .reference(let kind) = schema.type {
      codes = references.position(of: kind)
    } else {
      codes = 0
    }
    switch schema.type {
    case .text: form = .text
    case .reference: form = .reference
    case .date: form = .date
    case .time: form = .time
    case .clock(let seconds): form = seconds ? .clockWithSeconds : .clock
    case .month: form = .month
    case .choice: form = .choice
    case .count(let range):
      (form, low, high) = (.count, Int64(range.lowerBound), Int64(range.upperBound))
    case .digit(let range):
      (form, low, high) = (.digit, Int64(range.lowerBound), Int64(range.upperBound))
    case .hundredths(let range):
      (form, low, high) = (.hundredths, Int64(range.lowerBound), Int64(range.upperBound))
    }
    if var value = schema.defaultValue {
      emptyValue =
        value.withUTF8 { number(UnsafeRawBufferPointer($0), names) } ?? RecordTable.none64
    }
  }

  /// The value of a field that is neither text nor a reference; nil where it is none.
  @inline(__always)
  func number(_ text: UnsafeRawBufferPointer, _ names: borrowing ChoiceNames) -> Int64? {
    switch form {
    case .text, .reference: return nil
    case .date: return FixedForms.date(text).map { Int64($0) }
    case .time: return FixedForms.time(text)
    case .clock: return FixedForms.clock(text, seconds: false).map { Int64($0) }
    case .clockWithSeconds: return FixedForms.clock(text, seconds: true).map { Int64($0) }
    case .month: return FixedForms.month(text).map { Int64($0) }
    case .choice: return names.position(of: text)
    case .digit: return text.count == 1 ? inRange(FixedForms.whole(text)) : nil
    case .count: return inRange(FixedForms.whole(text, isSigned: low < 0))
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
  private let names: ContiguousArray<Name>

  /// A name's first eight bytes, so that most comparisons are of one word.
  private struct Name {
    var start: UInt64
    var bytes: [UInt8]
  }

  init(of type: ColumnType) {
    guard case .choice(let list) = type else {
      names = []
      return
    }
    names = ContiguousArray(
      list.map { name in
        let bytes = Array(name.utf8)
        return Name(start: bytes.withUnsafeBytes(Self.start), bytes: bytes)
      })
  }

  @inline(__always)
  func position(of text: UnsafeRawBufferPointer) -> Int64? {
    let start = Self.start(text)
    for position in names.indices where names[position].start == start {
      if names[position].bytes.withUnsafeBytes({ bytesAreEqual($0, text) }) {
        return Int64(position)
      }
    }
    return nil
  }

  @inline(__always)
  private static func start(_ text: UnsafeRawBufferPointer) -> UInt64 {
    if text.count >= 8 { return text.loadUnaligned(as: UInt64.self) }
    var word: UInt64 = 0
    for index in 0..<text.count { word |= UInt64(text[index]) << UInt64(index * 8) }
    return word
  }
}
