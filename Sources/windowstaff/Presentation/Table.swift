/// Rows under headings, each column as wide as its widest value.
struct Table {
  struct Column {
    let heading: String
    let alignment: Alignment

    init(_ heading: String, _ alignment: Alignment = .left) {
      self.heading = heading
      self.alignment = alignment
    }
  }

  /// Blanks between two columns.
  static let gap = "  "

  let columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func append(_ row: [String]) {
    precondition(row.count == columns.count, "a row has as many values as there are columns")
    rows.append(row.map(\.harmless))
  }

  /// The heading, a rule, and the rows, one a line, without blanks at their ends.
  func text() -> String {
    let widths = columns.indices.map { index in
      rows.reduce(columns[index].heading.terminalWidth) { max($0, $1[index].terminalWidth) }
    }
    let heading = line(columns.map(\.heading), widths)
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
    return ([heading, rule] + rows.map { line($0, widths) }).joined(separator: "\n") + "\n"
  }

  private func line(_ values: [String], _ widths: [Int]) -> String {
    var text = values.indices.map { values[$0].padded(to: widths[$0], columns[$0].alignment) }
      .joined(separator: Self.gap)
    while text.last == " " { text.removeLast() }
    return text
  }
}
