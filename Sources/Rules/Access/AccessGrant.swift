/// A role that an identity holds.
public struct AccessGrant: Sendable, Hashable {
  /// The county code that stands for every county of the server, and for the server itself.
  public static let everyCounty = "*"

  public var role: AccessRole
  public var countyCode: String
  public var scope: AccessScope
  /// With `integrator` the methods' full names; else empty.
  public var methods: [String]

  public init(
    role: AccessRole, countyCode: String, scope: AccessScope, methods: [String] = []
  ) {
    self.role = role
    self.countyCode = countyCode
    self.scope = scope
    self.methods = methods
  }

  public var isServerWide: Bool { countyCode == Self.everyCounty }

  public func reaches(county: String) -> Bool { isServerWide || countyCode == county }

  /// Whether it is the same role in the same scope, whatever the methods.
  public func isSameRole(as other: AccessGrant) -> Bool {
    role == other.role && countyCode == other.countyCode && scope == other.scope
  }
}
