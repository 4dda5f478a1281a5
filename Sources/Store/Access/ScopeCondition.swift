import Rules

/// Scopes as a condition on members of the staff, in queries over `staffTables`.
extension [AccessScope] {
  /// Its text depends on the number of scopes alone, so that few statements are kept.
  var staffCondition: String {
    if isEmpty { return "1 = 0" }
    return "(" + map { _ in one }.joined(separator: " OR ") + ")"
  }

  var values: [Value] {
    flatMap { scope -> [Value] in
      let columns: [String?] =
        switch scope {
        case .county: [nil, nil, nil, nil]
        case .center(let code): [nil, code, nil, nil]
        case .unit(let code): [nil, nil, code, nil]
        case .window(let code, let center): [nil, center, nil, code]
        case .own(let staffNo): [staffNo, nil, nil, nil]
        }
      return columns.flatMap { [Value.optional($0), Value.optional($0)] }
    }
  }

  /// What a page token is bound to besides the filter.
  var listIdentity: String {
    map { scope in
      switch scope {
      case .county: "county"
      case .center(let code): "center \(code)"
      case .unit(let code): "unit \(code)"
      case .window(let code, let center): "window \(center) \(code)"
      case .own(let staffNo): "self \(staffNo)"
      }
    }.reduce("\u{1E}") { $0 + "\u{1F}" + $1 }
  }
}

private let one = """
  ((? IS NULL OR s.staff_no = ?) AND (? IS NULL OR c.center_code = ?)
    AND (? IS NULL OR u.unit_code = ?) AND (? IS NULL OR s.window_code = ?))
  """
