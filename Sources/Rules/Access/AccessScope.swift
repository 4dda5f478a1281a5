/// What part of a county a role reaches.
public enum AccessScope: Sendable, Hashable {
  case county
  case center(String)
  case unit(String)
  /// Windows' codes repeat, so a window is named with its centre.
  case window(String, center: String)
  /// The records of one member of the staff: the caller's own.
  case own(staffNo: String)

  public enum Kind: String, Sendable, CaseIterable {
    case county, center, unit, window
    case own = "self"
  }

  public var kind: Kind {
    switch self {
    case .county: .county
    case .center: .center
    case .unit: .unit
    case .window: .window
    case .own: .own
    }
  }

  /// Whether a member's records are within the scope.
  public func covers(_ place: StaffPlace) -> Bool {
    switch self {
    case .county: true
    case .center(let code): place.centerCode == code
    case .unit(let code): place.unitCode == code
    case .window(let code, let center): place.windowCode == code && place.centerCode == center
    case .own(let staffNo): place.staffNo == staffNo
    }
  }
}

/// Where a member of the staff sits.
public struct StaffPlace: Sendable, Hashable {
  public var staffNo: String
  public var centerCode: String
  public var unitCode: String
  public var windowCode: String

  public init(staffNo: String, centerCode: String, unitCode: String, windowCode: String) {
    self.staffNo = staffNo
    self.centerCode = centerCode
    self.unitCode = unitCode
    self.windowCode = windowCode
  }
}
