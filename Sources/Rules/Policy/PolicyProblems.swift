extension Problem.Code {
  /// No policy parameter has this name.
  public static let unknownParameter = Problem.Code(rawValue: "unknown_parameter")
  /// A policy value is not of its parameter's form or outside its range.
  public static let policyValue = Problem.Code(rawValue: "policy_value")
  /// The values of a policy break a condition between them.
  public static let policyCondition = Problem.Code(rawValue: "policy_condition")
}

extension Policy {
  /// Reads named values over the defaults and checks the whole set.
  ///
  /// Throws all that is wrong; each problem's `field` is the parameter's name.
  public init(_ values: some Sequence<(name: String, value: String)>) throws(ProblemReport) {
    self.init()
    var problems: [Problem] = []
    var refused: Set<PolicyParameter> = []
    for (name, text) in values {
      guard let parameter = PolicyParameter(rawValue: name) else {
        problems.append(.unknownParameter(name))
        continue
      }
      do throws(PolicyDescriptor.ValueError) {
        self[parameter] = try parameter.descriptor.value(of: text)
      } catch {
        refused.insert(parameter)
        problems.append(.policyValue(text, of: parameter, error))
      }
    }
    problems += brokenConditions(unknown: refused)
    guard problems.isEmpty else { throw ProblemReport(problems: problems) }
  }
}

extension Problem {
  public static func unknownParameter(_ name: String) -> Problem {
    Problem(
      .unknownParameter, .invalid, zh: "没有名为 \(name) 的政策参数",
      en: "there is no policy parameter \(name)",
      remedy: Bilingual(
        zh: "请核对参数名称的拼写。", en: "Check the spelling of the parameter's name."),
      field: name)
  }

  public static func policyValue(
    _ text: String, of parameter: PolicyParameter, _ error: PolicyDescriptor.ValueError
  ) -> Problem {
    let name = parameter.rawValue
    let range = parameter.descriptor.rangeText
    let reason: Bilingual =
      switch error {
      case .malformed: Bilingual(zh: "不是有效的值", en: "is no such value")
      case .notWhole: Bilingual(zh: "不是整数", en: "is not a whole number")
      case .tooPrecise: Bilingual(zh: "小数超过两位", en: "has more than two decimals")
      case .outOfRange: Bilingual(zh: "超出范围 \(range)", en: "is not in \(range)")
      }
    return Problem(
      .policyValue, .invalid, zh: "\(name)：\(text) \(reason.zh)",
      en: "\(name): \(text) \(reason.en)",
      remedy: Bilingual(zh: "允许的值：\(range)。", en: "Values: \(range)."),
      clause: parameter.descriptor.clause, field: name)
  }
}
