/// A county's values of all policy parameters: the defaults where it has none of its own.
public struct Policy: Sendable, Hashable {
  /// By `PolicyParameter.index`.
  @usableFromInline var values: [Int64]

  /// The defaults.
  public init() { values = PolicyDescriptor.all.map(\.defaultValue) }

  /// Centipoints where the parameter's unit is points, the position where it is a choice, else the
  /// number as it is.
  @inlinable
  public subscript(_ parameter: PolicyParameter) -> Int64 {
    get { values[parameter.index] }
    set { values[parameter.index] = newValue }
  }

  /// Whether members are ranked within their centre; otherwise within the county.
  public var ranksByCenter: Bool { self[.rankingGroup] == 0 }

  /// The value as it is written in a file: points with two decimals, a choice by its name.
  public func text(of parameter: PolicyParameter) -> String {
    parameter.descriptor.text(of: self[parameter])
  }
}
