public import Rules

/// A fact by its name, as scorers ask for it: one of the catalogue's, the adjustments of a county's
/// own dimension, or a number that the county imports itself.
public enum FactID: Sendable, Hashable {
  case known(Fact)
  /// Of a dimension that the catalogue has no column for.
  case adjustment(Dimension)
  /// A record of the kind `facts`, by its name; 0 where the month has none.
  case county(String)

  /// Before the name of a county fact.
  public static let countyPrefix = "county."

  /// As it stands in the ABI, in the API and in explanations.
  public var rawValue: String {
    switch self {
    case .known(let fact): fact.rawValue
    case .adjustment(let dimension): "\(dimension.rawValue)_adjustment"
    case .county(let name): Self.countyPrefix + name
    }
  }

  /// The fact that a scorer of a dimension means by a name; nil where there is none.
  init?(_ name: String, of dimension: Dimension) {
    if name == FactCatalogue.adjustmentName {
      self = .adjustments(of: dimension)
    } else if let fact = Fact(rawValue: name) {
      self = .known(fact)
    } else if name.hasPrefix(Self.countyPrefix),
      Dimension.isID(name.dropFirst(Self.countyPrefix.count))
    {
      self = .county(String(name.dropFirst(Self.countyPrefix.count)))
    } else {
      return nil
    }
  }

  /// The fact that sums a dimension's adjustments.
  static func adjustments(of dimension: Dimension) -> FactID {
    Fact.adjustment(of: dimension).map(FactID.known) ?? .adjustment(dimension)
  }

  public var label: Bilingual {
    switch self {
    case .known(let fact): fact.descriptor.label
    case .adjustment(let dimension):
      Bilingual(
        zh: "\(dimension.label.zh)调整", en: "adjustments of \(dimension.label.en)")
    case .county(let name): Bilingual(zh: "县定事实 \(name)", en: "county fact \(name)")
    }
  }
}

/// Where facts lie among the columns of a month: the catalogue's first, then what the scorers read
/// besides.
struct FactLayout: Sendable {
  /// By place, behind those of the catalogue.
  private let more: [FactID]
  private let places: [FactID: Int]

  init(_ scorers: [ScorerDescriptor]) {
    var more: [FactID] = []
    var places: [FactID: Int] = [:]
    for fact in scorers.flatMap(\.facts) where places[fact] == nil {
      if case .known(let known) = fact {
        places[fact] = known.index
      } else {
        places[fact] = Fact.allCases.count + more.count
        more.append(fact)
      }
    }
    self.more = more
    self.places = places
  }

  var count: Int { Fact.allCases.count + more.count }

  /// The column of a fact; nil where no scorer reads it and the catalogue does not have it.
  func place(of fact: FactID) -> Int? {
    if case .known(let known) = fact { return known.index }
    return places[fact]
  }

  /// What a column holds.
  func fact(at place: Int) -> FactID {
    let known = Fact.allCases
    return place < known.count ? .known(known[place]) : more[place - known.count]
  }
}
