public import Records
public import Rules

/// A county's year, appraised: one row for each member appraised in at least one month, in the
/// order of the results file (centre, rank, staff number).
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
    let header = Self.columns.joined(separator: ",")
    let proposalBytes = Proposal.allCases.reduce(0) { $0 + $1.rawValue.utf8.count + 1 }
    let textBytes = centers.reduce(0) { $0 + centerCodes.codes.range(of: $1).count }
    let row = RowWriter.bound(
      shortFields: Self.columns.count, texts: 2, textBytes: proposalBytes)
    let capacity =
      header.utf8.count + 1 + 2 * (staff.codes.bytes.count + textBytes) + count * row
    return RowWriter.text(capacity: capacity) { writer in
      writer.add(header)
      writer.add(byte: newline)
      for row in 0..<count { write(row, &writer) }
    }
  }

  private func write(_ row: Int, _ writer: inout RowWriter) {
    writer.add("\(year),")
    writer.add(field: centerCodes[centers[row]])
    writer.add(byte: comma)
    writer.add(field: staff[members[row]])
    writer.add(",\(standings[row].months),")
    if let score = score(row) { writer.add(score: score) }
    writer.add(",\(standings[row].excellentMonths),\(standings[row].unqualifiedMonths),")
    if grades[row] != .notGraded { writer.add(number: ranks[row]) }
    writer.add(",\(grades[row].name),")
    writer.add(grounds[row].proposals.map(\.rawValue).joined(separator: ";"))
    writer.add(byte: newline)
  }
}
