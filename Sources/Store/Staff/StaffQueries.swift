import Records
import Rules

extension ReadSnapshot {
  /// The member of that number; nil when there is none.
  public func staff(_ staffNo: String) throws -> StaffMember? {
    try database.first(staffSelect + " WHERE s.staff_no = ?", .text(staffNo), read: staffMember)
  }

  /// The members of these numbers that are there, in the order asked.
  public func staff(_ staffNos: [String]) throws -> [StaffMember] {
    try staffNos.compactMap { try staff($0) }
  }

  /// A page of the members that the filter lets through, by number.
  /// - Throws: `page_token_invalid` for a token of another list or filter.
  public func listStaff(
    _ filter: StaffFilter, pageSize: Int, pageToken: String? = nil
  ) throws -> Page<StaffMember> {
    let size = min(max(pageSize, 1), StoreLimits.pageSizeAtMost)
    var (condition, values) = filter.sql
    if let pageToken {
      condition += " AND s.staff_no > ?"
      values.append(.text(try PageToken.position(pageToken, of: filter.identity)))
    }
    var items: [StaffMember] = []
    try database.query(
      "\(staffSelect) WHERE \(condition) ORDER BY s.staff_no LIMIT ?", values + [.int(size + 1)]
    ) { items.append(staffMember($0)) }
    var token: String?
    if items.count > size {
      items.removeLast()
      token = items.last.map { PageToken.make($0.staffNo, of: filter.identity) }
    }
    return Page(items: items, nextToken: token)
  }

  /// How many members the filter lets through.
  public func countStaff(_ filter: StaffFilter) throws -> Int {
    let (condition, values) = filter.sql
    var count = 0
    try database.query("SELECT count(*) \(staffTables) WHERE \(condition)", values) {
      count = Int($0.integer(0))
    }
    return count
  }
}

let staffTables = """
  FROM staff s JOIN centers c ON c.id = s.center_code JOIN units u ON u.id = s.unit_code
  """

private let staffSelect = """
  SELECT s.staff_no, s.name, c.center_code, u.unit_code, s.window_code, s.employment,
    s.on_window_since, s.left_on \(staffTables)
  """

private func staffMember(_ row: Statement) -> StaffMember {
  StaffMember(
    staffNo: row.text(0), name: row.text(1), centerCode: row.text(2), unitCode: row.text(3),
    windowCode: row.text(4), employment: Int(row.integer(5)),
    onWindowSince: Day(rawValue: row.integer32(6)),
    leftOn: row.optionalInteger(7).map { Day(rawValue: Int32(truncatingIfNeeded: $0)) })
}

extension StaffFilter {
  fileprivate var sql: (condition: String, values: [Value]) {
    var parts = ["1 = 1"]
    var values: [Value] = []
    func add(_ part: String, _ more: Value...) {
      parts.append(part)
      values += more
    }
    if let centerCode {
      add("s.center_code = (SELECT id FROM centers WHERE center_code = ?)", .text(centerCode))
    }
    if let unitCode {
      add("s.unit_code = (SELECT id FROM units WHERE unit_code = ?)", .text(unitCode))
    }
    if let windowCode { add("s.window_code = ?", .text(windowCode)) }
    if let activeOn {
      add(
        "s.on_window_since <= ? AND (s.left_on IS NULL OR s.left_on > ?)",
        .int(activeOn.rawValue), .int(activeOn.rawValue))
    }
    if let text, !text.isEmpty {
      let pattern = Value.text("%\(escaped(text))%")
      add("(s.name LIKE ? ESCAPE '!' OR s.staff_no LIKE ? ESCAPE '!')", pattern, pattern)
    }
    if let scopes {
      parts.append(scopes.staffCondition)
      values += scopes.values
    }
    return (parts.joined(separator: " AND "), values)
  }

  /// What a page token is bound to.
  fileprivate var identity: String {
    let parts: [String?] = ["staff", centerCode, unitCode, windowCode, activeOn?.description, text]
    return parts.map { $0.map { "+\($0)" } ?? "-" }.joined(separator: "\u{1F}")
      + (scopes?.listIdentity ?? "")
  }

  /// The text with the pattern's own signs taken literally.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      if "%_!".unicodeScalars.contains(character) { result += "!" }
      result.unicodeScalars.append(character)
    }
    return result
  }
}
