import Records
import Rules

/// Confirmed incidents of the month by kind (clauses 10, 11.1.2, 12.1.3).
struct IncidentFacts: FactSource {
  static let kindName = RecordKind.incidents.name

  let table: RecordTable
  let span: MonthSpan

  func derive(into sink: inout some FactSink) {
    let members = table.numbers("staff_no")
    let days = table.numbers("date")
    let kinds = table.numbers("kind")
    let statuses = table.numbers("status")
    let confirmed = table.choice("status", "confirmed")
    for row in 0..<table.count where statuses[row] == confirmed && span.days.contains(days[row]) {
      let fact = Fact.incidents[Int(kinds[row])]
      sink.add(1, to: fact, of: Int(members[row]), row: row)
    }
  }
}

extension Fact {
  /// By the kind's choice.
  static let incidents: [Fact] = {
    for case .choice(let names) in RecordKind.incidents.columns.filter({ $0.name == "kind" })
      .map(\.type)
    {
      return names.compactMap(Fact.init(rawValue:))
    }
    return []
  }()
}
