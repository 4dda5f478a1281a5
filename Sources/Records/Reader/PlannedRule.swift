import Rules

/// A rule of a kind with its columns found.
struct PlannedRule {
  let rule: RowRule
  /// Positions of the rule's columns in the kind, in the rule's order.
  private let at: [Int]
  /// One bit a column: the rule is asked only where none of them is wrong.
  let columns: UInt32
  private let schema: PolicySchema

  /// A rule that a row breaks.
  struct Broken {
    let column: Int
    let problem: (RecordKind) -> Problem
  }

  init(_ rule: RowRule, in kind: RecordKind, _ schema: PolicySchema) {
    self.rule = rule
    self.schema = schema
    let names: [String] =
      switch rule {
      case .after(let a, let b), .notBefore(let a, let b): [a, b]
      case .rising(let list): list
      case .sessions(let a, let b, let c, let d): [a, b, c, d]
      case .reviewer(let a, let b, let c): [a, b, c]
      case .policyValue(let a, let b): [a, b]
      case .id(let a): [a]
      }
    at = names.compactMap { name in kind.columns.firstIndex { $0.name == name } }
    columns = at.reduce(0) { $0 | 1 << UInt32($1) }
  }

  /// What is broken in a row. A policy value is put into `values` as a number, so that `2` and
  /// `2.00` are equal.
  func check(
    _ values: UnsafeMutablePointer<Int64>, _ texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
  ) -> Broken? {
    switch rule {
    case .after:
      return values[at[1]] != RecordTable.none64 && values[at[1]] <= values[at[0]]
        ? wrongOrder(0, 1) : nil
    case .notBefore:
      return values[at[1]] != RecordTable.none64 && values[at[1]] < values[at[0]]
        ? wrongOrder(0, 1) : nil
    case .rising:
      let pair = at.indices.dropFirst().first { values[at[$0]] <= values[at[$0 - 1]] }
      return pair.map { wrongOrder($0 - 1, $0) }
    case .sessions:
      if values[at[2]] < values[at[0]] { return wrongOrder(0, 2) }
      let isSameDay = values[at[2]] == values[at[0]]
      return isSameDay && values[at[3]] < values[at[1]] ? wrongOrder(1, 3) : nil
    case .reviewer:
      let isSelf = values[at[1]] == 0
      guard isSelf != bytesAreEqual(texts[at[0]], texts[at[2]]) else { return nil }
      return Broken(column: at[0]) { .wrongReviewer($0, isSelf: isSelf) }
    case .policyValue: return checkPolicy(values, texts)
    case .id:
      let text = String(decoding: texts[at[0]], as: UTF8.self)
      guard !Dimension.isID(text) else { return nil }
      let column = at[0]
      return Broken(column: column) { .malformedID($0, $0.columns[column].name, text) }
    }
  }

  private func wrongOrder(_ first: Int, _ second: Int) -> Broken {
    let (first, second) = (at[first], at[second])
    return Broken(column: second) { kind in
      .wrongOrder(kind, kind.columns[first].name, kind.columns[second].name)
    }
  }

  private func checkPolicy(
    _ values: UnsafeMutablePointer<Int64>, _ texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
  ) -> Broken? {
    let name = String(decoding: texts[at[0]], as: UTF8.self)
    let text = String(decoding: texts[at[1]], as: UTF8.self)
    guard let parameter = schema.descriptor(named: name) else {
      return Broken(column: at[0]) { .placed(.unknownParameter(name), $0, "name") }
    }
    do throws(PolicyDescriptor.ValueError) {
      values[at[1]] = try parameter.value(of: text)
      return nil
    } catch {
      return Broken(column: at[1]) { [error] in
        .placed(.policyValue(text, of: parameter, error), $0, "value")
      }
    }
  }
}
