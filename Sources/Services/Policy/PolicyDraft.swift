internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// A policy in the making: a version's values with some changed.
struct PolicyDraft: Sendable {
  private(set) var values: [String: String]
  private let names: Set<String>

  init(_ base: Store.PolicyVersion, _ changes: [PolicyValue]) {
    values = base.values
    names = Set(changes.map(\.name))
    for change in changes { values[change.name] = change.value }
  }

  /// The whole set, checked: every value in its range, every condition of clause 12, and the
  /// plugins' own parameters.
  /// - Throws: a `ProblemReport` of all that is wrong.
  func checked(for host: any ScorerHost) throws -> Policy {
    // What the base has of plugins that are not there any more is no fault of the change.
    let known = values.filter {
      names.contains($0.key) || host.schema.descriptor(named: $0.key) != nil
    }
    return try Policy(
      known.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) },
      schema: host.schema)
  }
}

extension Policy {
  /// Every parameter and its value as it is written, in order.
  var texts: [(name: String, value: String, label: Bilingual, clause: String)] {
    schema.descriptors.map { ($0.name, text(of: $0), $0.label, $0.clause) }
  }

  /// In what two policies differ.
  func differences(from before: Policy) -> [PolicyDifference] {
    let old = Dictionary(uniqueKeysWithValues: before.texts.map { ($0.name, $0) })
    let new = Dictionary(uniqueKeysWithValues: texts.map { ($0.name, $0) })
    let names = texts.map(\.name) + before.texts.map(\.name).filter { new[$0] == nil }
    return names.compactMap { name in
      let (a, b) = (old[name]?.value ?? "", new[name]?.value ?? "")
      guard a != b, let about = new[name] ?? old[name] else { return nil }
      return PolicyDifference(
        name: name, label: LocalizedText(about.label), before: a, after: b, clause: about.clause)
    }
  }
}
