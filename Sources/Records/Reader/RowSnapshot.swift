/// A row's values, copied out of the reader's buffers to be compared with another row's.
struct RowSnapshot: Equatable {
  enum Value: Equatable {
    case number(Int64)
    case text([UInt8])

    /// Text columns are compared as numbers where a rule has read a number in them.
    init(_ number: Int64, _ text: UnsafeRawBufferPointer, _ form: ColumnPlan.Form) {
      let isText = form == .reference || form == .text && number == RecordTable.none64
      self = isText ? .text(Array(text)) : .number(number)
    }
  }

  let key: [Value]
  let all: [Value]
}
