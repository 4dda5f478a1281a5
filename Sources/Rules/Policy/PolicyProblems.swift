extension Problem.Code {
  /// No policy parameter has this name.
  public static let unknownParameter = Problem.Code(rawValue: "unknown_parameter")
  /// A policy value is not of its parameter's form or outside its range.
  public static let policyValue = Problem.Code(rawValue: "policy_value")
  /// The values of a policy break a condition between them.
  public static let policyCondition = Problem.Code(rawValue: "policy_condition")
  /// Two scorers declare one parameter with different units, ranges or defaults.
  public static let parameterConflict = Problem.Code(rawValue: "parameter_conflict")
}

extension Policy {
  /// Reads named values over the defaults and checks the whole set.
  ///
  /// Throws all that is wrong; each problem's `field` is the parameter's name.
  public init(
    _ values: some Sequence<(name: String, value: String)>, schema: PolicySchema = .standard
  ) throws(ProblemReport) {
    self.init(schema: schema)
    var problems: [Problem] = []
    var refused: Set<String> = []
    for (name, text) in values {
      guard let parameter = schema.descriptor(named: name) else {
        problems.append(.unknownParameter(name))
        continue
      }
      do throws(PolicyDescriptor.ValueError) {
        set(name, to: try parameter.value(of: text))
      } catch {
        refused.insert(name)
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
    _ text: String, of parameter: PolicyDescriptor, _ error: PolicyDescriptor.ValueError
  ) -> Problem {
    let name = parameter.name
    let range = parameter.rangeText
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
      clause: parameter.clause, field: name)
  }

  static func parameterConflict(_ name: String) -> Problem {
    Problem(
      .parameterConflict, .invalid, zh: "两个评分插件对参数 \(name) 的单位、范围或默认值声明不一致",
      en: "two scorers declare the parameter \(name) with different units, ranges or defaults",
      remedy: Bilingual(
        zh: "请将其中一个插件的参数改名，或使声明一致。",
        en: "Rename it in one of the scorers, or make the declarations equal."),
      field: name)
  }
}
