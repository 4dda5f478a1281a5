import Rules

extension FuzzTarget {
  /// Policy values: the first byte of each line chooses the parameter, the rest is the value.
  static let policy = FuzzTarget(name: "policy") { bytes in
    let all = PolicyParameter.allCases
    let values = bytes.split(separator: 10).map { line -> (name: String, value: String) in
      let text = String(decoding: line.dropFirst(), as: UTF8.self)
      let number = Int(line.first ?? 0)
      return (number < all.count ? all[number].rawValue : text, text)
    }
    for (name, text) in values {
      guard let descriptor = PolicyParameter(rawValue: name)?.descriptor,
        let value = try? descriptor.value(of: text)
      else { continue }
      try hold(descriptor.range.contains(value), "\(name): a value is in its range")
      try hold(
        (try? descriptor.value(of: descriptor.text(of: value))) == value,
        "\(name): a value is written as it was read: \(text)")
    }
    switch Result(catching: { () throws(ProblemReport) in try Policy(values) }) {
    case .success(let policy):
      try hold(policy.brokenConditions().isEmpty, "an accepted policy keeps its conditions")
    case .failure(let report):
      try hold(!report.problems.isEmpty, "a refusal has a reason")
    }
  }
}
