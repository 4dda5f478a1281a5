/// A county's values of all policy parameters: the defaults where it has none of its own.
public struct Policy: Sendable, Hashable {
  /// The parameters that there are.
  public let schema: PolicySchema
  /// In the order of the schema, which begins with the standard's.
  @usableFromInline var values: [Int64]

  /// The defaults.
  public init(schema: PolicySchema = .standard) {
    self.schema = schema
    values = schema.descriptors.map(\.defaultValue)
  }

  /// Centipoints where the parameter's unit is points, the position where it is a choice, else the
  /// number as it is.
  @inlinable
  public subscript(_ parameter: PolicyParameter) -> Int64 {
    get { values[parameter.index] }
    set { values[parameter.index] = newValue }
  }

  /// The value of any parameter of the schema; nil where it has none of the name.
  public func value(named name: String) -> Int64? { schema.place(of: name).map { values[$0] } }

  /// Sets a parameter of the schema; false where it has none of the name.
  @discardableResult
  public mutating func set(_ name: String, to value: Int64) -> Bool {
    guard let place = schema.place(of: name) else { return false }
    values[place] = value
    return true
  }

  /// Percent of the total; 0 for a dimension that the schema does not have.
  public func weight(of dimension: Dimension) -> Int64 {
    value(named: dimension.weightName) ?? 0
  }

  /// The same values over another schema: parameters that it lacks are dropped, those it has more
  /// have their defaults.
  public func over(_ schema: PolicySchema) -> Policy {
    guard schema != self.schema else { return self }
    var policy = Policy(schema: schema)
    for (place, descriptor) in self.schema.descriptors.enumerated() {
      policy.set(descriptor.name, to: values[place])
    }
    return policy
  }

  /// Whether members are ranked within their centre; otherwise within the county.
  public var ranksByCenter: Bool { self[.rankingGroup] == 0 }

  /// The value as it is written in a file: points with two decimals, a choice by its name.
  public func text(of parameter: PolicyParameter) -> String {
    parameter.descriptor.text(of: self[parameter])
  }

  /// The same of any parameter of the schema.
  public func text(of descriptor: PolicyDescriptor) -> String {
    descriptor.text(of: value(named: descriptor.name) ?? descriptor.defaultValue)
  }
}
