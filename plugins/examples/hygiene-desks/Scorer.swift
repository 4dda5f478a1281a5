// Hygiene with a weight each for desk, window and person, where clause 12.1.5 takes them alike: it
// replaces the built-in `hygiene`. A county in which clerks share their windows gives these less.
import ScorerABI

enum Scorer {
  static let id: StaticString = "hygiene"
  static let version: StaticString = "1.0.0"
  static let nameZh: StaticString = "卫生管理（分项权重）"
  static let nameEn: StaticString = "hygiene by parts"
  static let clause: StaticString = "12.1.5"

  enum Fact: Int32 {
    case desk, window, person, inspections, adjustment
  }

  static var facts: [StaticString] {
    [
      "inspection_desk_marks", "inspection_window_marks", "inspection_person_marks",
      "inspections", "adjustment",
    ]
  }

  enum Parameter: Int32 {
    case desk, window, person
  }

  static var parameters: [windowstaff_scorer_parameter] {
    [
      weight("hygiene_desk_weight", "桌面卫生权重", "weight of the desk", 50),
      weight("hygiene_window_weight", "窗口卫生权重", "weight of the window", 30),
      weight("hygiene_person_weight", "个人卫生权重", "weight of the person", 20),
    ]
  }

  private static func weight(
    _ name: StaticString, _ zh: StaticString, _ en: StaticString, _ value: Int64
  ) -> windowstaff_scorer_parameter {
    parameter(name, zh, en, WINDOWSTAFF_UNIT_WEIGHT, 0...100, value)
  }

  static var flags: [StaticString] { [] }

  /// A month without inspections has 100.00, as has one in which no part weighs anything.
  @inline(__always)
  static func appraise(_ ledger: inout Ledger) {
    let inspections = ledger.facts[.inspections]
    var sum: Int64 = 0
    var weights: Int64 = 0
    add(.desk, .desk, &sum, &weights, &ledger)
    add(.window, .window, &sum, &weights, &ledger)
    add(.person, .person, &sum, &weights, &ledger)
    if inspections > 0, weights > 0 {
      ledger.mean(sum, weights * inspections, of: .inspections, per: nil, clause: "12.1.5")
    }
    ledger.adjust(.adjustment, clause: "12.1.5")
    ledger.clamp(clause: "12.1.5")
  }

  /// Shows the part's own mean, and adds it with its weight.
  @inline(__always)
  private static func add(
    _ part: Fact, _ weight: Parameter, _ sum: inout Int64, _ weights: inout Int64,
    _ ledger: inout Ledger
  ) {
    let inspections = ledger.facts[.inspections]
    if inspections > 0 {
      ledger.show(
        WINDOWSTAFF_STEP_SOURCE, part, weight, per: .inspections, divisor: inspections,
        clause: "12.1.5")
    }
    sum += ledger.facts[part] * ledger.parameters[weight]
    weights += ledger.parameters[weight]
  }

  static func selfTest() -> Int32 {
    if score([]) != 10_000 { return 1 }
    let two: [(Fact, Int64)] = [
      (.desk, 16_000), (.window, 18_000), (.person, 20_000), (.inspections, 2),
    ]
    if score(two) != 8700 { return 2 }
    if score([(.desk, 9000), (.inspections, 1)]) != 4500 { return 3 }
    return WINDOWSTAFF_SCORER_OK
  }
}
