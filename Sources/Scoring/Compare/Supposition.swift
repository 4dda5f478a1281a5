public import Records
public import Rules

/// A record that would be decided otherwise.
public struct Supposition: Sendable, Hashable {
  /// What could be decided about a record.
  public enum Verdict: String, Sendable, CaseIterable {
    case approve, reject, confirm, dismiss, uphold, exclude
  }

  public let verdict: Verdict
  /// As in `incident:I17`.
  public let kind: String
  /// The record's number; of a correction `DATE/SESSION/DIRECTION`.
  public let key: String

  /// Reads `correction:2025-03-04/am/in`, `leave:L3`, `incident:I17`, `complaint:C5`, `rating:R9`.
  /// - Throws: `what_if_malformed`.
  public init(_ verdict: Verdict, _ record: String) throws(Problem) {
    let parts = record.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let target = Target(rawValue: String(parts[0])),
      target.status(after: verdict) != nil
    else { throw .whatIfMalformed(verdict.rawValue, record) }
    self.verdict = verdict
    kind = target.rawValue
    key = String(parts[1])
  }

  /// Decides the record of a member in a copy of the records.
  /// - Throws: `what_if_record_unknown` when the member has no such record.
  public func applied(to records: RecordSet, of staffNo: String) throws(Problem) -> RecordSet {
    guard let target = Target(rawValue: kind), let status = target.status(after: verdict),
      let member = records.staff.index(of: staffNo)
    else { throw .whatIfRecordUnknown(kind, key, staffNo) }
    let table = records[target.records]
    let members = table.numbers("staff_no")
    let row = (0..<table.count).first {
      Int(members[$0]) == member && target.key(of: $0, in: table) == key
    }
    guard let row else { throw .whatIfRecordUnknown(kind, key, staffNo) }
    var columns = table.integers32
    columns["status"]?[row] = table.choice("status", status)
    var copy = records
    copy.tables[target.records.name] = RecordTable(
      kind: table.kind, count: table.count, integers32: columns, integers64: table.integers64,
      texts: table.texts)
    return copy
  }
}

/// The kinds of records that somebody decides about.
private enum Target: String {
  case correction, leave, incident, complaint, rating

  var records: RecordKind {
    switch self {
    case .correction: .corrections
    case .leave: .leaves
    case .incident: .incidents
    case .complaint: .complaints
    case .rating: .ratings
    }
  }

  /// The record's status after a verdict; nil where the verdict is none of its kind's.
  func status(after verdict: Supposition.Verdict) -> String? {
    switch (self, verdict) {
    case (.correction, .approve), (.leave, .approve): "approved"
    case (.correction, .reject), (.leave, .reject): "rejected"
    case (.incident, .confirm): "confirmed"
    case (.incident, .dismiss), (.complaint, .dismiss): "dismissed"
    case (.complaint, .uphold): "upheld"
    case (.rating, .exclude): "excluded"
    default: nil
    }
  }

  func key(of row: Int, in table: RecordTable) -> String {
    switch self {
    case .correction:
      let day = Day(rawValue: table.numbers("date")[row])
      let session = ["am", "pm"][Int(table.numbers("session")[row])]
      let direction = ["in", "out"][Int(table.numbers("direction")[row])]
      return "\(day)/\(session)/\(direction)"
    case .leave: return table.text("leave_no")[row]
    case .incident: return table.text("incident_no")[row]
    case .complaint: return table.text("complaint_no")[row]
    case .rating: return table.text("rating_no")[row]
    }
  }
}

extension Problem.Code {
  /// A supposition has not the form of one, or its verdict does not fit its kind.
  public static let whatIfMalformed = Problem.Code(rawValue: "what_if_malformed")
  /// The member has no record that a supposition names.
  public static let whatIfRecordUnknown = Problem.Code(rawValue: "what_if_record_unknown")
}

extension Problem {
  public static func whatIfMalformed(_ verdict: String, _ record: String) -> Problem {
    Problem(
      .whatIfMalformed, .invalid, zh: "“\(verdict) \(record)”不是可以假设的决定",
      en: "'\(verdict) \(record)' is nothing that could be decided",
      remedy: Bilingual(
        zh: "写成 --approve correction:2025-03-04/am/in、--approve leave:编号、--dismiss incident:编号、"
          + "--uphold complaint:编号、--exclude rating:编号 之类",
        en: "write --approve correction:2025-03-04/am/in, --approve leave:NO, --dismiss "
          + "incident:NO, --uphold complaint:NO, --exclude rating:NO or the like"),
      field: "suppositions")
  }

  static func whatIfRecordUnknown(_ kind: String, _ key: String, _ staffNo: String) -> Problem {
    Problem(
      .whatIfRecordUnknown, .notFound, zh: "\(staffNo) 在该月没有记录 \(kind):\(key)",
      en: "\(staffNo) has no record \(kind):\(key) in the month",
      remedy: Bilingual(
        zh: "用 windowstaff appraisal explain 查看记录编号；更正的写法是 日期/am|pm/in|out",
        en: "see the records' numbers with windowstaff appraisal explain; a correction is "
          + "DATE/am|pm/in|out"),
      field: "suppositions")
  }
}
