import Rules
import ScorerABI

extension ScorerDescriptor {
  /// Checks all that a scorer says of itself against the rules of the ABI.
  init(_ said: ScorerDescription, file: String) throws(Problem) {
    guard said.hasFunctions else {
      throw .scorerDescriptor(file, zh: "缺少函数", en: "a function is null")
    }
    let id = try checkedName(said.id, "id", file)
    guard let dimension = Dimension(rawValue: id) else {
      throw .scorerDescriptor(
        file, zh: "id“\(id)”长于 \(Dimension.idLengthMax) 个字符",
        en: "the id \(id) is longer than \(Dimension.idLengthMax)")
    }
    self.dimension = dimension
    self.file = file
    version = try checkedText(said.version, "version", file)
    label = Bilingual(
      zh: try checkedText(said.nameZh, "name_zh", file),
      en: try checkedText(said.nameEn, "name_en", file))
    clause = try checkedText(said.clause, "clause", file)
    facts = try Self.facts(said.facts, of: dimension, file)
    flags = try checkedTable(said.flags, "flags", file) { (name) throws(Problem) in
      try checkedName(name, "flags", file)
    }
    parameters = try Self.parameters(said.parameters, file)
  }

  private static func facts(
    _ names: [String?]?, of dimension: Dimension, _ file: String
  ) throws(Problem) -> [FactID] {
    let names = try checkedTable(names, "facts", file) { (name) throws(Problem) in
      try checkedText(name, "facts", file)
    }
    var facts: [FactID] = []
    for name in names {
      guard let fact = FactID(name, of: dimension) else { throw .scorerUnknownFact(file, name) }
      facts.append(fact)
    }
    return facts
  }

  private static func parameters(
    _ table: [ScorerDescription.Parameter]?, _ file: String
  ) throws(Problem) -> [ScorerParameter] {
    guard let table else {
      throw .scorerDescriptor(file, zh: "参数表有误", en: "parameters: wrong count or null")
    }
    var all: [ScorerParameter] = []
    for entry in table {
      let parameter = try ScorerParameter(entry, file)
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
  init(_ said: ScorerDescription.Parameter, _ file: String) throws(Problem) {
    let parameter = try checkedName(said.name, "parameter", file)
    guard let unit = Unit(rawValue: said.unit), said.minimum <= said.maximum,
      said.minimum >= -Int64(WINDOWSTAFF_SCORER_PARAMETER_MAX),
      said.maximum <= Int64(WINDOWSTAFF_SCORER_PARAMETER_MAX),
      (said.minimum...said.maximum).contains(said.defaultValue)
    else {
      throw .scorerDescriptor(
        file, zh: "参数 \(parameter) 的单位、范围或默认值有误",
        en: "parameter \(parameter): unit, range or default is wrong")
    }
    if let known = PolicyParameter(rawValue: parameter)?.descriptor {
      guard (said.minimum...said.maximum).contains(known.range.lowerBound),
        (said.minimum...said.maximum).contains(known.range.upperBound)
      else {
        throw .scorerDescriptor(
          file, zh: "参数 \(parameter) 的范围窄于政策允许的 \(known.rangeText)",
          en: "parameter \(parameter) takes less than the policy's range \(known.rangeText)")
      }
    }
    name = parameter
    self.unit = unit
    range = said.minimum...said.maximum
    defaultValue = said.defaultValue
    label = Bilingual(
      zh: try checkedText(said.nameZh, "name_zh", file),
      en: try checkedText(said.nameEn, "name_en", file))
  }
}

/// A required text.
private func checkedText(
  _ text: String?, _ field: String, _ file: String
) throws(Problem) -> String {
  guard let text, !text.isEmpty else {
    throw .scorerDescriptor(
      file, zh: "\(field) 为空或不是 UTF-8", en: "\(field) is empty or not UTF-8")
  }
  return text
}

/// A required name: `[a-z][a-z0-9_]*`.
private func checkedName(
  _ text: String?, _ field: String, _ file: String
) throws(Problem) -> String {
  let name = try checkedText(text, field, file)
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
private func checkedTable(
  _ table: [String?]?, _ field: String, _ file: String,
  _ checked: (String?) throws(Problem) -> String
) throws(Problem) -> [String] {
  guard let table else {
    throw .scorerDescriptor(file, zh: "\(field) 表有误", en: "\(field): wrong count or null")
  }
  var all: [String] = []
  for name in table {
    let entry = try checked(name)
    guard !all.contains(entry) else {
      throw .scorerDescriptor(
        file, zh: "\(field) 中 \(entry) 重复", en: "\(field): \(entry) appears twice")
    }
    all.append(entry)
  }
  return all
}
