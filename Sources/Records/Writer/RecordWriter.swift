import Rules

/// Writes records as CSV files: UTF-8 without a mark, LF, quoted only where RFC 4180 requires it.
/// Reading them again gives the same records.
public struct RecordWriter: Sendable {
  private let records: RecordSet

  public init(_ records: RecordSet) { self.records = records }

  /// The file of a kind: a header with the columns that the set has, then its rows.
  public func file(of kind: RecordKind) -> [UInt8] {
    var output = CSVOutput()
    if kind == .punches {
      writePunches(&output)
    } else {
      writeTable(records[kind], &output)
    }
    return output.bytes
  }

  private func writeTable(_ table: RecordTable, _ output: inout CSVOutput) {
    let columns = table.kind.columns.compactMap { column -> (ColumnType, Values)? in
      if let values = table.texts[column.name] { return (column.type, .texts(values)) }
      if let values = table.integers64[column.name] { return (column.type, .int64(values)) }
      return table.integers32[column.name].map { (column.type, .int32($0)) }
    }
    output.line(table.kind.columns.map(\.name).filter(hasColumn(of: table)))
    for row in 0..<table.count {
      for (position, (type, values)) in columns.enumerated() {
        if position > 0 { output.comma() }
        switch values {
        case .texts(let texts): texts.withBytes(of: row) { output.field($0) }
        case .int64(let numbers): write(numbers[row], type, &output)
        case .int32(let numbers):
          let value = numbers[row]
          write(value == RecordTable.none32 ? RecordTable.none64 : Int64(value), type, &output)
        }
      }
      output.endLine()
    }
  }

  private enum Values {
    case texts(TextColumn)
    case int64([Int64])
    case int32([Int32])
  }

  private func hasColumn(of table: RecordTable) -> (String) -> Bool {
    { name in
      table.texts[name] != nil || table.integers32[name] != nil || table.integers64[name] != nil
    }
  }

  private func writePunches(_ output: inout CSVOutput) {
    let columns = RecordKind.punches.columns
    let punches = records.punches
    output.line(columns.map(\.name))
    for member in 0..<(punches.starts.count - 1) {
      for index in punches.starts[member]..<punches.starts[member + 1] {
        let word = punches.words[index]
        records.staff.withBytes(of: member) { output.field($0) }
        output.comma()
        output.time(PunchColumns.time(of: word))
        output.comma()
        output.field(punches.devices[PunchColumns.device(of: word)])
        output.comma()
        write(Int64(PunchColumns.method(of: word)), columns[3].type, &output)
        output.endLine()
      }
    }
  }

  /// Writes a value as it is read, or nothing for none.
  private func write(_ value: Int64, _ type: ColumnType, _ output: inout CSVOutput) {
    guard value != RecordTable.none64 else { return }
    switch type {
    case .text: break
    case .reference(let kind):
      records.codes[kind]?.withBytes(of: Int(value)) { output.field($0) }
    case .date: output.date(Day(rawValue: Int32(value)))
    case .time: output.time(LocalTime(rawValue: value))
    case .clock(let seconds): output.clock(Int(value), seconds: seconds)
    case .month:
      let month = YearMonth(ordinal: Int(value))
      output.digits(month.year, 4)
      output.byte("-")
      output.digits(month.month, 2)
    case .choice(let names): output.field(names[Int(value)])
    case .count, .digit: output.field(String(value))
    case .hundredths: output.field(hundredthsText(value))
    }
  }
}
