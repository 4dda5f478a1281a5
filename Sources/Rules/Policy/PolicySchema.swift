/// The parameters that a county's policy has: those of the standard, a weight for each dimension
/// that the county has added, and what its scorers declare.
public struct PolicySchema: Sendable, Hashable {
  /// The standard's in the order of `PolicyParameter`, then the added ones by name.
  public let descriptors: [PolicyDescriptor]
  /// The seven and the county's own, in the order of columns.
  public let dimensions: [Dimension]
  private let places: [String: Int]

  /// What a county has that added nothing.
  public static let standard = PolicySchema(standard: PolicyDescriptor.all)

  private init(standard: [PolicyDescriptor]) {
    descriptors = standard
    dimensions = Dimension.standard
    places = Self.places(of: standard)
  }

  /// The standard's parameters with a weight for each of the county's own dimensions, and with what
  /// its scorers declare.
  ///
  /// - Parameters:
  ///   - dimensions: with their names and clauses; those of the standard add nothing.
  ///   - parameters: a name may come several times where all say the same; those that the standard
  ///     has already add nothing.
  /// - Throws: `parameter_conflict` where two declare one name differently.
  public init(
    dimensions added: [(dimension: Dimension, label: Bilingual, clause: String)],
    parameters: [PolicyDescriptor]
  ) throws(Problem) {
    var more: [PolicyDescriptor] = []
    func add(_ descriptor: PolicyDescriptor) throws(Problem) {
      guard PolicyParameter(rawValue: descriptor.name) == nil else { return }
      if let known = more.first(where: { $0.name == descriptor.name }) {
        guard known.isSameDeclaration(as: descriptor) else {
          throw .parameterConflict(descriptor.name)
        }
      } else {
        more.append(descriptor)
      }
    }
    let own = Set(added.map(\.dimension)).subtracting(Dimension.standard).sorted()
    for dimension in own {
      guard let known = added.first(where: { $0.dimension == dimension }) else { continue }
      try add(.weight(of: dimension, label: known.label, clause: known.clause))
    }
    for parameter in parameters { try add(parameter) }
    more.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    descriptors = PolicyDescriptor.all + more
    dimensions = Dimension.standard + own
    places = Self.places(of: descriptors)
  }

  /// nil where there is no such parameter.
  public func descriptor(named name: String) -> PolicyDescriptor? {
    places[name].map { descriptors[$0] }
  }

  /// The place of a parameter in `descriptors`.
  func place(of name: String) -> Int? { places[name] }

  private static func places(of descriptors: [PolicyDescriptor]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: descriptors.enumerated().map { ($1.name, $0) })
  }
}

extension PolicyDescriptor {
  /// The weight of a county's own dimension: 0 until the county gives it one.
  static func weight(of dimension: Dimension, label: Bilingual, clause: String) -> PolicyDescriptor
  {
    PolicyDescriptor(
      name: dimension.weightName, unit: .percent, range: 0...100, defaultValue: 0,
      label: Bilingual(zh: "\(label.zh)权重", en: "weight of \(label.en)"), clause: clause)
  }

  /// Two scorers mean the same by a name when values, limits and default are the same.
  fileprivate func isSameDeclaration(as other: PolicyDescriptor) -> Bool {
    unit == other.unit && range == other.range && defaultValue == other.defaultValue
  }
}
