public import Records
public import Rules

/// A county's year, appraised: one row for each member appraised in at least one month, in the order
/// of the results file (centre, rank, staff number).
public struct YearResult: Sendable {
  public let year: Int
  /// The months of the year in which the county has a punch.
  public let months: [YearMonth]
  /// The members' indices in `staff`.
  public let members: [Int]
  /// The centres' indices in `centerCodes`.
  public let centers: [Int]
  public let standings: [YearStanding]
  /// 0 where not graded.
  public let ranks: [Int]
  public let grades: [Grade]
  /// What the proposals rest on.
  public let grounds: [ProposalGrounds]

  public let staff: CodeTable
  public let centerCodes: CodeTable

  public var count: Int { members.count }

  /// Centipoints; nil where not graded.
  public func score(_ row: Int) -> Int64? {
    grades[row] == .notGraded ? nil : standings[row].score
  }
}

extension YearResult {
  /// The header of the year's results file.
  public static let columns = [
    "year", "center_code", "staff_no", "months", "score", "excellent_months",
    "unqualified_months", "rank", "grade", "proposals",
  ]

  /// The year's results file: UTF-8 without a mark, LF.
  public var csv: [UInt8] {
    var text = ByteText()
    text.add(Self.columns.joined(separator: ","))
    text.add(byte: newline)
    for row in 0..<count {
      text.add("\(year),")
      text.add(field: centerCodes[centers[row]].utf8)
      text.add(byte: comma)
      text.add(field: staff[members[row]].utf8)
      text.add(",\(standings[row].months),")
      if let score = score(row) { text.add(hundredths: score) }
      text.add(",\(standings[row].excellentMonths),\(standings[row].unqualifiedMonths),")
      if grades[row] != .notGraded { text.add(number: Int64(ranks[row])) }
      text.add(",\(grades[row].name),")
      text.add(grounds[row].proposals.map(\.rawValue).joined(separator: ";"))
      text.add(byte: newline)
    }
    return text.bytes
  }
}
