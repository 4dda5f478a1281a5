import Records
public import Rules

extension MonthResult {
  /// The header of the month's results file.
  public var columns: [String] { Self.columns(dimensions) }

  /// The header of a results file with these dimensions.
  public static func columns(_ dimensions: [Dimension]) -> [String] {
    ["month", "center_code", "staff_no"] + dimensions.map(\.rawValue)
      + ["total", "rank", "grade", "flags"]
  }

  /// The month's results file: UTF-8 without a mark, LF.
  public var csv: [UInt8] {
    let header = columns.joined(separator: ",")
    let flagBytes = flagNames.reduce(0) { $0 + $1.utf8.count + 1 }
    let codeBytes =
      (0..<centerCodes.count).map { centerCodes.codes.range(of: $0).count }.max() ?? 0
    let capacity =
      header.utf8.count + 1 + staff.codes.bytes.count * 2
      + count
      * RowWriter.bound(
        shortFields: columns.count, texts: 3, textBytes: codeBytes + flagBytes)
    return RowWriter.text(capacity: capacity) { writer in
      writer.add(header)
      writer.add(byte: newline)
      staff.codes.bytes.withUnsafeBufferPointer { staffBytes in
        centerCodes.codes.bytes.withUnsafeBufferPointer { centerBytes in
          write(&writer, staffBytes, centerBytes)
        }
      }
    }
  }

  private func write(
    _ writer: inout RowWriter, _ staffBytes: UnsafeBufferPointer<UInt8>,
    _ centerBytes: UnsafeBufferPointer<UInt8>
  ) {
    // What most rows share, in one place, so that writing it costs a copy and nothing more.
    var shared = TextColumn()
    for grade in Grade.allCases { shared.append(",\(grade.name),") }
    let month = shared.count
    shared.append("\(self.month),")
    let columns = dimensions.map { scores[$0] ?? [] }
    for row in 0..<count {
      writer.add(shared, month)
      writer.add(
        field: .init(rebasing: centerBytes[centerCodes.codes.range(of: centers[row])]))
      writer.add(byte: comma)
      writer.add(field: .init(rebasing: staffBytes[staff.codes.range(of: members[row])]))
      for column in columns {
        writer.add(byte: comma)
        if !column.isEmpty { writer.add(score: column[row]) }
      }
      writer.add(byte: comma)
      writer.add(score: totals[row])
      writer.add(byte: comma)
      writer.add(number: ranks[row])
      writer.add(shared, Int(grades[row].rawValue))
      if flags[row] != 0 { writer.add(field: flagNames(of: row).joined(separator: ";")) }
      writer.add(byte: newline)
    }
  }
}
