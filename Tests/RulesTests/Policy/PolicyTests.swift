import Rules
import Testing

@Suite struct PolicyTests {
  @Test func `every parameter has its descriptor at its own place and a default in range`() {
    #expect(PolicyDescriptor.all.map(\.name) == PolicyParameter.allCases.map(\.rawValue))
    for parameter in PolicyParameter.allCases {
      #expect(parameter.descriptor.range.contains(Policy()[parameter]), "\(parameter)")
    }
  }

  @Test func `the defaults keep every condition`() {
    #expect(Policy().brokenConditions().isEmpty)
  }

  @Test(arguments: [("2", 200), ("2.00", 200), ("0.5", 50), ("33.33", 3333), ("100", 10000)])
  func `points have up to two decimals`(text: String, value: Int64) throws {
    #expect(try PolicyParameter.latePoints.descriptor.value(of: text) == value)
  }

  @Test(arguments: [
    ("excellent_percent", "12.5", PolicyDescriptor.ValueError.notWhole),
    ("excellent_percent", "101", .outOfRange), ("grace_minutes", "241", .outOfRange),
    ("late_points", "1.234", .tooPrecise), ("late_points", "-1", .outOfRange),
    ("late_points", "", .malformed), ("late_points", "1.", .malformed),
    ("late_points", ".5", .malformed), ("late_points", "九", .malformed),
    ("late_points", "99999999999999999999", .outOfRange), ("ranking_group", "centre", .malformed),
  ])
  func `a value that is none is refused with its reason`(
    name: String, text: String, reason: PolicyDescriptor.ValueError
  ) throws {
    let parameter = try #require(PolicyParameter(rawValue: name))
    #expect(throws: reason) { try parameter.descriptor.value(of: text) }
  }

  @Test(arguments: [
    ([("grace_minutes", "40")], ["half_day_minutes"]),
    ([("weight_attendance", "25")], ["weight_*"]),
    ([("record_percent", "61")], ["review_percent"]),
    ([("self_weight", "0"), ("peer_weight", "0"), ("leader_weight", "0")], ["leader_weight"]),
    ([("level3_points", "91")], ["level3_points"]), ([("qualified_min", "95")], ["excellent_min"]),
    ([("grace_minutes", "x"), ("half_day_minutes", "61")], ["grace_minutes", "full_day_minutes"]),
    ([("late_pints", "1")], ["late_pints"]),
  ])
  func `a set that breaks a condition is refused, naming the parameter`(
    values: [(String, String)], fields: [String]
  ) {
    let named = values.map { (name: $0.0, value: $0.1) }
    let report = #expect(throws: ProblemReport.self) { try Policy(named) }
    #expect(report?.problems.map(\.field) == fields)
  }

  @Test func `text and value are each other's inverse for every parameter`() throws {
    for parameter in PolicyParameter.allCases {
      for value in [parameter.descriptor.range.lowerBound, parameter.descriptor.range.upperBound] {
        let text = parameter.descriptor.text(of: value)
        #expect(try parameter.descriptor.value(of: text) == value)
      }
    }
  }
}
