// What the built-in scorers share: compiled into each of them, so that a scorer is one library with
// no dependency but libc. A scorer defines `enum Scorer` (see any of the folders beside this one);
// this file makes it a plugin.
import ScorerABI

/// The columns that a batch gives, at one member.
struct Facts {
  let columns: UnsafePointer<UnsafePointer<Int64>?>
  let member: Int

  subscript(fact: Scorer.Fact) -> Int64 {
    columns[Int(fact.rawValue)].unsafelyUnwrapped[member]
  }
}

/// The county's values.
struct Parameters {
  let values: UnsafePointer<Int64>

  subscript(parameter: Scorer.Parameter) -> Int64 { values[Int(parameter.rawValue)] }
}

/// `round(a / b)`, half up, for a ≥ 0 and b > 0.
func rounded(_ a: Int64, _ b: Int64) -> Int64 { (2 * a + b) / (2 * b) }

/// One member's score, step by step from 100.00. The same steps add up a column and explain a
/// member, so that the two cannot differ. Sums wrap: the ABI's bounds keep them far from 64 bits.
struct Ledger {
  private(set) var score: Int64 = 10_000
  private(set) var flags: UInt32 = 0
  let facts: Facts
  let parameters: Parameters
  let emit: windowstaff_scorer_emit?
  let context: UnsafeMutableRawPointer?

  /// Takes (or, with `adds`, gives) the parameter's points for each of the fact beyond the free
  /// ones.
  @inline(__always)
  mutating func count(
    _ fact: Scorer.Fact, times parameter: Scorer.Parameter, free: Scorer.Parameter? = nil,
    adds: Bool = false, clause: StaticString
  ) {
    var quantity = facts[fact]
    if let free { quantity = max(0, quantity &- parameters[free]) }
    // Only who explains leaves out what is 0: scoring a column without a branch is faster than
    // guessing which members have none.
    if emit != nil, quantity == 0 { return }
    let points = quantity &* parameters[parameter]
    step(
      WINDOWSTAFF_STEP_COUNT, by: adds ? points : 0 &- points, fact: fact, parameter: parameter,
      second: free, quantity: quantity, clause: clause)
  }

  /// The score becomes `round(sum / divisor)`.
  @inline(__always)
  mutating func mean(
    _ sum: Int64, _ divisor: Int64, of fact: Scorer.Fact, per count: Scorer.Fact?,
    clause: StaticString
  ) {
    step(
      WINDOWSTAFF_STEP_MEAN, by: rounded(sum, divisor) - score, fact: fact, counted: count,
      quantity: sum, divisor: divisor, clause: clause)
  }

  /// The score becomes the parameter's value.
  @inline(__always)
  mutating func constant(_ parameter: Scorer.Parameter, for fact: Scorer.Fact, clause: StaticString)
  {
    step(
      WINDOWSTAFF_STEP_CONSTANT, by: parameters[parameter] - score, fact: fact,
      parameter: parameter, clause: clause)
  }

  /// The score becomes `round((own · score + others' · value) / 100)`.
  @inline(__always)
  mutating func blend(
    _ own: Scorer.Parameter, with value: Int64, _ others: Scorer.Parameter, clause: StaticString
  ) {
    let mixed = rounded(parameters[own] * score + parameters[others] * value, 100)
    step(
      WINDOWSTAFF_STEP_BLEND, by: mixed - score, parameter: own, second: others, quantity: value,
      clause: clause)
  }

  /// A part of a later mean or blend: shown, and changes nothing.
  @inline(__always)
  mutating func show(
    _ kind: windowstaff_scorer_step_kind, _ fact: Scorer.Fact, _ parameter: Scorer.Parameter,
    per count: Scorer.Fact? = nil, divisor: Int64 = 0, clause: StaticString
  ) {
    guard emit != nil, facts[fact] != 0 || divisor != 0 else { return }
    step(
      kind, by: 0, fact: fact, counted: count, parameter: parameter, quantity: facts[fact],
      divisor: divisor, clause: clause)
  }

  /// Adds the dimension's adjustments.
  @inline(__always)
  mutating func adjust(_ fact: Scorer.Fact, clause: StaticString) {
    let points = facts[fact]
    if emit != nil, points == 0 { return }
    step(WINDOWSTAFF_STEP_ADJUSTMENT, by: points, fact: fact, quantity: points, clause: clause)
  }

  /// The score is brought into 0.00…100.00.
  @inline(__always)
  mutating func clamp(clause: StaticString) {
    let clamped = min(max(score, 0), 10_000)
    if emit != nil, clamped == score { return }
    step(WINDOWSTAFF_STEP_CLAMP, by: clamped &- score, clause: clause)
  }

  /// The score becomes 0, and a flag may be raised.
  @inline(__always)
  mutating func reset(
    _ fact: Scorer.Fact, bound: Scorer.Parameter? = nil, raising flag: UInt32 = 0,
    clause: StaticString
  ) {
    flags |= flag
    step(
      WINDOWSTAFF_STEP_RESET, by: -score, fact: fact, parameter: bound, quantity: facts[fact],
      clause: clause)
  }

  @inline(__always)
  private mutating func step(
    _ kind: windowstaff_scorer_step_kind, by centipoints: Int64, fact: Scorer.Fact? = nil,
    counted: Scorer.Fact? = nil, parameter: Scorer.Parameter? = nil,
    second: Scorer.Parameter? = nil, quantity: Int64 = 0, divisor: Int64 = 0, clause: StaticString
  ) {
    score &+= centipoints
    guard let emit else { return }
    var step = windowstaff_scorer_step(
      size: UInt32(MemoryLayout<windowstaff_scorer_step>.size), kind: kind.rawValue,
      fact: fact?.rawValue ?? -1, second_fact: counted?.rawValue ?? -1,
      parameter: parameter?.rawValue ?? -1, second_parameter: second?.rawValue ?? -1,
      quantity: quantity, divisor: divisor, centipoints: centipoints, clause: text(clause))
    emit(context, &step)
  }
}

/// A literal as the ABI wants it: constant, UTF-8, NUL-terminated.
func text(_ literal: StaticString) -> UnsafePointer<CChar> {
  UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// One of the descriptor's parameters.
func parameter(
  _ name: StaticString, _ zh: StaticString, _ en: StaticString, _ unit: windowstaff_scorer_unit,
  _ range: ClosedRange<Int64>, _ value: Int64
) -> windowstaff_scorer_parameter {
  windowstaff_scorer_parameter(
    name: text(name), name_zh: text(zh), name_en: text(en), unit: unit.rawValue, reserved: 0,
    minimum: range.lowerBound, maximum: range.upperBound, default_value: value)
}

/// A parameter in points, 0.00…100.00.
func points(
  _ name: StaticString, _ zh: StaticString, _ en: StaticString, _ value: Int64
) -> windowstaff_scorer_parameter {
  parameter(name, zh, en, WINDOWSTAFF_UNIT_POINTS, 0...10_000, value)
}

/// A table of the descriptor, which lives as long as the process.
private func permanent<Element>(_ elements: [Element]) -> UnsafePointer<Element>? {
  let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
  for i in 0..<elements.count { (memory + i).initialize(to: elements[i]) }
  return UnsafePointer(memory)
}

/// The score of one member with the given facts and the parameters' defaults: for self-tests.
func score(_ given: [(Scorer.Fact, Int64)]) -> Int64 {
  let parameters = Scorer.parameters
  var values: [Int64] = []
  for parameter in parameters { values.append(parameter.default_value) }
  var cells = [Int64](repeating: 0, count: Scorer.facts.count)
  for (fact, value) in given { cells[Int(fact.rawValue)] = value }
  return cells.withUnsafeBufferPointer { cells in
    var columns: [UnsafePointer<Int64>?] = []
    for i in 0..<cells.count { columns.append(cells.baseAddress.unsafelyUnwrapped + i) }
    return columns.withUnsafeBufferPointer { columns in
      values.withUnsafeBufferPointer { values in
        var ledger = Ledger(
          facts: Facts(columns: columns.baseAddress.unsafelyUnwrapped, member: 0),
          parameters: Parameters(values: values.baseAddress.unsafelyUnwrapped), emit: nil,
          context: nil)
        Scorer.appraise(&ledger)
        return ledger.score
      }
    }
  }
}

/// The library's one exported symbol.
@c(windowstaff_scorer)
public func entry() -> UnsafePointer<windowstaff_scorer_descriptor>? {
  let facts = Scorer.facts
  let parameters = Scorer.parameters
  let flags = Scorer.flags
  var descriptor = windowstaff_scorer_descriptor()
  descriptor.abi_version = WINDOWSTAFF_SCORER_ABI_VERSION
  descriptor.size = UInt32(MemoryLayout<windowstaff_scorer_descriptor>.size)
  descriptor.parameter_size = UInt32(MemoryLayout<windowstaff_scorer_parameter>.stride)
  descriptor.fact_count = UInt32(facts.count)
  descriptor.parameter_count = UInt32(parameters.count)
  descriptor.flag_count = UInt32(flags.count)
  descriptor.id = text(Scorer.id)
  descriptor.version = text(Scorer.version)
  descriptor.name_zh = text(Scorer.nameZh)
  descriptor.name_en = text(Scorer.nameEn)
  descriptor.clause = text(Scorer.clause)
  descriptor.facts = permanent(facts.map { text($0) })
  descriptor.parameters = permanent(parameters)
  descriptor.flags = permanent(flags.map { text($0) })
  descriptor.score = { batch in scoreAll(batch.unsafelyUnwrapped.pointee) }
  descriptor.explain = { batch, emit, context in
    explainOne(batch.unsafelyUnwrapped.pointee, emit, context)
  }
  descriptor.self_test = { Scorer.selfTest() }
  return permanent([descriptor])
}

private func scoreAll(_ batch: windowstaff_scorer_batch) -> Int32 {
  let parameters = Parameters(values: batch.parameters)
  for member in 0..<Int(batch.member_count) {
    var ledger = Ledger(
      facts: Facts(columns: batch.facts, member: member), parameters: parameters, emit: nil,
      context: nil)
    Scorer.appraise(&ledger)
    batch.scores[member] = ledger.score
    batch.flags[member] = ledger.flags
  }
  return WINDOWSTAFF_SCORER_OK
}

private func explainOne(
  _ batch: windowstaff_scorer_batch, _ emit: windowstaff_scorer_emit?,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  var ledger = Ledger(
    facts: Facts(columns: batch.facts, member: 0), parameters: Parameters(values: batch.parameters),
    emit: emit, context: context)
  Scorer.appraise(&ledger)
  return WINDOWSTAFF_SCORER_OK
}
