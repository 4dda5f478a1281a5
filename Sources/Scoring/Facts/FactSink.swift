/// Takes what a derivation finds in the records. The batch adds it to columns, an explanation keeps
/// the rows behind it; the derivation is the same code, specialised for each.
protocol FactSink {
  /// Adds to a member's fact; `row` is the record's row in the table that is being read.
  ///
  /// A fact is given by its place among the columns.
  mutating func add(_ quantity: Int64, at place: Int, of member: Int, row: Int)
}

extension FactSink {
  @inline(__always)
  mutating func add(_ quantity: Int64, to fact: Fact, of member: Int, row: Int) {
    add(quantity, at: fact.index, of: member, row: row)
  }
}

/// Adds to the columns.
struct ColumnSink: FactSink {
  let columns: FactColumns

  @inline(__always)
  mutating func add(_ quantity: Int64, at place: Int, of member: Int, row: Int) {
    columns.column(place)[member] &+= quantity
  }
}

/// Keeps one member's facts and the rows behind them.
struct TraceSink: FactSink {
  struct Finding {
    let place: Int
    let quantity: Int64
    let row: Int
  }

  let member: Int
  var findings: [Finding] = []

  mutating func add(_ quantity: Int64, at place: Int, of member: Int, row: Int) {
    guard member == self.member else { return }
    findings.append(Finding(place: place, quantity: quantity, row: row))
  }
}

/// Derives the facts of one kind of records in one pass.
protocol FactSource: Sendable {
  /// The kind whose rows the findings name.
  static var kindName: String { get }
  func derive(into sink: inout some FactSink)
  /// Adds what is found to the columns. It is asked of each source, and not only of the protocol,
  /// so that the derivation is specialised for both.
  func fill(_ columns: FactColumns)
}

extension FactSource {
  func fill(_ columns: FactColumns) {
    var sink = ColumnSink(columns: columns)
    derive(into: &sink)
  }
}
