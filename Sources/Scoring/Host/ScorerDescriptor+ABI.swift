import Rules
import ScorerABI

extension ScorerDescriptor {
  /// Reads a descriptor whose version and sizes are sound, and checks all else that it says.
  init(_ abi: windowstaff_scorer_descriptor, file: String) throws(Problem) {
    guard abi.score != nil, abi.explain != nil, abi.self_test != nil else {
      throw .scorerDescriptor(file, zh: "缺少函数", en: "a function is null")
    }
    let id = try checkedName(abi.id, "id", file)
    guard let dimension = Dimension(rawValue: id) else {
      throw .scorerDescriptor(
        file, zh: "“\(id)”不是第12.1条的维度", en: "\(id) is no dimension of clause 12.1")
    }
    self.dimension = dimension
    self.file = file
    version = try checkedText(abi.version, "version", file)
    label = Bilingual(
      zh: try checkedText(abi.name_zh, "name_zh", file),
      en: try checkedText(abi.name_en, "name_en", file))
    clause = try checkedText(abi.clause, "clause", file)
    facts = try checkedNames(
      abi.facts, abi.fact_count, "facts", most: WINDOWSTAFF_SCORER_FACTS_MAX, file
    )
    .map { (fact) throws(Problem) in
      if fact == FactCatalogue.adjustmentName { return .adjustment(of: dimension) }
      guard let known = Fact(rawValue: fact) else { throw .scorerUnknownFact(file, fact) }
      return known
    }
    flags = try checkedNames(
      abi.flags, abi.flag_count, "flags", most: WINDOWSTAFF_SCORER_FLAGS_MAX, file)
    parameters = try Self.parameters(abi, file)
  }

  private static func parameters(
    _ abi: windowstaff_scorer_descriptor, _ file: String
  ) throws(Problem) -> [ScorerParameter] {
    guard abi.parameter_count <= WINDOWSTAFF_SCORER_PARAMETERS_MAX,
      abi.parameter_count == 0 || abi.parameters != nil
    else { throw .scorerDescriptor(file, zh: "参数表有误", en: "parameters: wrong count or null") }
    var all: [ScorerParameter] = []
    for index in 0..<Int(abi.parameter_count) {
      let entry = UnsafeRawPointer(abi.parameters) + index * Int(abi.parameter_size)
      let parameter = try ScorerParameter(
        entry.load(as: windowstaff_scorer_parameter.self), file)
      guard !all.contains(where: { $0.name == parameter.name }) else {
        throw .scorerDescriptor(
          file, zh: "参数 \(parameter.name) 重复", en: "parameter \(parameter.name) appears twice")
      }
      all.append(parameter)
    }
    return all
  }
}

extension ScorerParameter {
  init(_ abi: windowstaff_scorer_parameter, _ file: String) throws(Problem) {
    let parameter = try checkedName(abi.name, "parameter", file)
    guard let unit = Unit(rawValue: abi.unit), abi.minimum <= abi.maximum,
      abi.minimum >= -Int64(WINDOWSTAFF_SCORER_PARAMETER_MAX),
      abi.maximum <= Int64(WINDOWSTAFF_SCORER_PARAMETER_MAX),
      (abi.minimum...abi.maximum).contains(abi.default_value)
    else {
      throw .scorerDescriptor(
        file, zh: "参数 \(parameter) 的单位、范围或默认值有误",
        en: "parameter \(parameter): unit, range or default is wrong")
    }
    if let known = PolicyParameter(rawValue: parameter)?.descriptor {
      guard (abi.minimum...abi.maximum).contains(known.range.lowerBound),
        (abi.minimum...abi.maximum).contains(known.range.upperBound)
      else {
        throw .scorerDescriptor(
          file, zh: "参数 \(parameter) 的范围窄于政策允许的 \(known.rangeText)",
          en: "parameter \(parameter) takes less than the policy's range \(known.rangeText)")
      }
    }
    name = parameter
    self.unit = unit
    range = abi.minimum...abi.maximum
    defaultValue = abi.default_value
    label = Bilingual(
      zh: try checkedText(abi.name_zh, "name_zh", file),
      en: try checkedText(abi.name_en, "name_en", file))
  }
}

/// A required text.
private func checkedText(
  _ pointer: UnsafePointer<CChar>?, _ field: String, _ file: String
) throws(Problem) -> String {
  guard let pointer, let text = String(validatingCString: pointer), !text.isEmpty else {
    throw .scorerDescriptor(
      file, zh: "\(field) 为空或不是 UTF-8", en: "\(field) is empty or not UTF-8")
  }
  return text
}

/// A required name: `[a-z][a-z0-9_]*`.
private func checkedName(
  _ pointer: UnsafePointer<CChar>?, _ field: String, _ file: String
) throws(Problem) -> String {
  let name = try checkedText(pointer, field, file)
  let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  let isOther = { (byte: UInt8) in
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }
  guard name.utf8.first.map(isLetter) == true,
    name.utf8.allSatisfy({ isLetter($0) || isOther($0) })
  else {
    throw .scorerDescriptor(
      file, zh: "\(field) 的名称“\(name)”不合规", en: "\(field): \(name) is not [a-z][a-z0-9_]*")
  }
  return name
}

/// A table of names, each once.
private func checkedNames(
  _ table: UnsafePointer<UnsafePointer<CChar>?>?, _ count: UInt32, _ field: String, most: UInt32,
  _ file: String
) throws(Problem) -> [String] {
  guard count <= most, count == 0 || table != nil else {
    throw .scorerDescriptor(file, zh: "\(field) 表有误", en: "\(field): wrong count or null")
  }
  var all: [String] = []
  for index in 0..<Int(count) {
    let entry = try checkedName(table?[index], field, file)
    guard !all.contains(entry) else {
      throw .scorerDescriptor(
        file, zh: "\(field) 中 \(entry) 重复", en: "\(field): \(entry) appears twice")
    }
    all.append(entry)
  }
  return all
}
