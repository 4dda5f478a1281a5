import ArgumentParser
import Records
import Rules
import Scoring
import WindowStaffProto

/// Whose scorers `policy` and `facts` list besides the standard's: those of a folder, or those that
/// score a county this month.
struct CatalogueOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the scorers of this folder add; with --county, what that county's scorers on the "
        + "server add.", valueName: "DIR"))
  var scorers: String?

  /// Nil where neither a folder nor, on the command line, a county is named.
  func added(_ connection: ConnectionOptions) async throws -> CountyCatalogue? {
    if let scorers { return CountyCatalogue(try LocalScorers.folder(scorers)) }
    guard connection.county != nil else { return nil }
    return CountyCatalogue(
      try await connection.withSession { session in
        let client = ScorerServiceClient(session.client)
        let active = try await client.listScorers(ListScorersRequest(), options: session.options)
        var described: [DescribeScorerResponse] = []
        for scorer in active.active
        where !scorer.builtIn || !Dimension.standard.map(\.rawValue).contains(scorer.dimension) {
          let name = scorer.builtIn ? scorer.dimension : scorer.digest
          described.append(
            try await client.describeScorer(
              DescribeScorerRequest(scorer: name), options: session.options))
        }
        return described
      })
  }
}

/// What a county's scorers add to the standard's parameters and facts.
struct CountyCatalogue {
  struct Parameter {
    let name: String
    let defaultValue: String
    let range: String
    /// Empty where it is not known.
    let unit: Bilingual
    let clause: String
    let label: Bilingual
  }

  struct Fact {
    let id: FactID
    /// Of the scorer that reads it.
    let clause: String
    let dimension: String
  }

  private(set) var parameters: [Parameter] = []
  private(set) var facts: [Fact] = []

  init(_ host: any ScorerHost) {
    parameters = host.schema.descriptors
      .filter { PolicyParameter(rawValue: $0.name) == nil }.map(Parameter.init)
    for scorer in host.scorers {
      for fact in scorer.facts { add(fact, scorer.clause, scorer.dimension.rawValue) }
    }
  }

  init(_ scorers: [DescribeScorerResponse]) {
    for scorer in scorers {
      if !Dimension.standard.map(\.rawValue).contains(scorer.dimension) {
        parameters.append(
          Parameter(
            name: "weight_\(scorer.dimension)", defaultValue: "0", range: "0…100",
            unit: PolicyDescriptor.Unit.percent.label, clause: scorer.clause,
            label: Bilingual(
              zh: "\(scorer.name?.zh ?? "")权重", en: "weight of \(scorer.name?.en ?? "")")))
      }
      for parameter in scorer.parameters where PolicyParameter(rawValue: parameter.name) == nil {
        parameters.append(Parameter(parameter, clause: scorer.clause))
      }
      for name in scorer.facts {
        if let fact = FactID(countyFact: name) { add(fact, scorer.clause, scorer.dimension) }
      }
    }
    parameters.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private mutating func add(_ fact: FactID, _ clause: String, _ dimension: String) {
    if case .known = fact { return }
    guard !facts.contains(where: { $0.id == fact }) else { return }
    facts.append(Fact(id: fact, clause: clause, dimension: dimension))
  }
}

extension CountyCatalogue.Parameter {
  init(_ descriptor: PolicyDescriptor) {
    self.init(
      name: descriptor.name, defaultValue: descriptor.text(of: descriptor.defaultValue),
      range: descriptor.choices, unit: descriptor.unit.label, clause: descriptor.clause,
      label: descriptor.label)
  }

  fileprivate init(_ parameter: WindowStaffProto.ScorerParameter, clause: String) {
    self.init(
      name: parameter.name, defaultValue: parameter.defaultValue,
      range: "\(parameter.minimum)…\(parameter.maximum)", unit: Bilingual(zh: "", en: ""),
      clause: clause,
      label: Bilingual(zh: parameter.label?.zh ?? "", en: parameter.label?.en ?? ""))
  }
}

extension FactID {
  /// A fact that is not of the catalogue, by its name; nil for one that is.
  fileprivate init?(countyFact name: String) {
    if name.hasPrefix(Self.countyPrefix) {
      self = .county(String(name.dropFirst(Self.countyPrefix.count)))
    } else if Scoring.Fact(rawValue: name) == nil, name.hasSuffix("_adjustment"),
      let dimension = Dimension(rawValue: String(name.dropLast("_adjustment".count)))
    {
      self = .adjustment(dimension)
    } else {
      return nil
    }
  }
}

extension PolicyDescriptor {
  /// What its values may be, for people.
  var choices: String {
    if case .choice(let names) = unit { return names.joined(separator: "|") }
    return "\(text(of: range.lowerBound))…\(text(of: range.upperBound))"
  }
}
