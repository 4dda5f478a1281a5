import ScorerABI

/// What a scorer says of itself, as it stands: nothing is checked yet but the version and the
/// sizes.
struct ScorerDescription {
  struct Parameter {
    var name: String?
    var nameZh: String?
    var nameEn: String?
    var unit: UInt32
    var minimum: Int64
    var maximum: Int64
    var defaultValue: Int64
  }

  /// None of the functions is null.
  var hasFunctions: Bool
  /// Texts are nil where they are null or not UTF-8.
  var id: String?
  var version: String?
  var nameZh: String?
  var nameEn: String?
  var clause: String?
  /// Tables are nil where they are longer than the ABI allows, or null.
  var facts: [String?]?
  var flags: [String?]?
  var parameters: [Parameter]?
}

extension ScorerDescription {
  /// Reads the memory of a scorer in this process; `parameter_size` must be right.
  init(_ abi: windowstaff_scorer_descriptor) {
    hasFunctions = abi.score != nil && abi.explain != nil && abi.self_test != nil
    id = text(abi.id)
    version = text(abi.version)
    nameZh = text(abi.name_zh)
    nameEn = text(abi.name_en)
    clause = text(abi.clause)
    facts = names(abi.facts, abi.fact_count, WINDOWSTAFF_SCORER_FACTS_MAX)
    flags = names(abi.flags, abi.flag_count, WINDOWSTAFF_SCORER_FLAGS_MAX)
    parameters = Self.parameters(abi)
  }

  private static func parameters(_ abi: windowstaff_scorer_descriptor) -> [Parameter]? {
    guard abi.parameter_count <= WINDOWSTAFF_SCORER_PARAMETERS_MAX else { return nil }
    if abi.parameter_count == 0 { return [] }
    guard let table = UnsafeRawPointer(abi.parameters) else { return nil }
    return (0..<Int(abi.parameter_count)).map { index in
      let entry = (table + index * Int(abi.parameter_size))
        .load(as: windowstaff_scorer_parameter.self)
      return Parameter(
        name: text(entry.name), nameZh: text(entry.name_zh), nameEn: text(entry.name_en),
        unit: entry.unit, minimum: entry.minimum, maximum: entry.maximum,
        defaultValue: entry.default_value)
    }
  }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
  pointer.flatMap { String(validatingCString: $0) }
}

private func names(
  _ table: UnsafePointer<UnsafePointer<CChar>?>?, _ count: UInt32, _ most: UInt32
) -> [String?]? {
  guard count <= most else { return nil }
  if count == 0 { return [] }
  return table.map { table in (0..<Int(count)).map { text(table[$0]) } }
}
