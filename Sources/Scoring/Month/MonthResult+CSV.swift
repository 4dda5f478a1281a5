import Records
import Rules

extension MonthResult {
  /// The header of the month's results file.
  public static let columns =
    ["month", "center_code", "staff_no"] + Dimension.allCases.map(\.rawValue)
    + ["total", "rank", "grade", "flags"]

  /// The month's results file: UTF-8 without a mark, LF.
  public var csv: [UInt8] {
    var text = ByteText()
    // A row of usual codes is about 100 bytes.
    text.reserve(128 + count * 112)
    text.add(Self.columns.joined(separator: ","))
    text.add(byte: newline)
    let monthText = Array("\(month),".utf8)
    let grades = Grade.allCases.map { Array(",\($0.name),".utf8) }
    let centerTexts = (0..<centerCodes.count).map { Array(centerCodes[$0].utf8) }
    let columns = Dimension.allCases.map { scores[$0] ?? [] }
    for row in 0..<count {
      text.add(raw: monthText)
      text.add(field: centerTexts[centers[row]])
      text.add(byte: comma)
      text.add(field: staff[members[row]].utf8)
      for column in columns {
        text.add(byte: comma)
        if !column.isEmpty { text.add(hundredths: column[row]) }
      }
      text.add(byte: comma)
      text.add(hundredths: totals[row])
      text.add(byte: comma)
      text.add(number: Int64(ranks[row]))
      text.add(raw: grades[Int(self.grades[row].rawValue)])
      if flags[row] != 0 {
        text.add(field: flagNames(of: row).joined(separator: ";").utf8)
      }
      text.add(byte: newline)
    }
    return text.bytes
  }
}

let comma = UInt8(ascii: ",")
let newline = UInt8(ascii: "\n")
