public import Rules

/// A member of the window staff as stored.
public struct StaffMember: Sendable, Hashable {
  public var staffNo: String
  public var name: String
  public var centerCode: String
  public var unitCode: String
  /// Empty when the member has no window of their own.
  public var windowCode: String
  /// Position in the choices of the `employment` column.
  public var employment: Int
  public var onWindowSince: Day
  public var leftOn: Day?
}

/// Which members a list shows. All conditions hold together.
public struct StaffFilter: Sendable, Hashable {
  public var centerCode: String?
  public var unitCode: String?
  public var windowCode: String?
  /// On a window on that day: `on_window_since` ≤ day, and not left by then.
  public var activeOn: Day?
  /// A part of the name or of the number.
  public var text: String?
  /// Only whom any of these covers, for callers who may not see all; nil: everybody.
  public var scopes: [AccessScope]?

  public init(
    centerCode: String? = nil, unitCode: String? = nil, windowCode: String? = nil,
    activeOn: Day? = nil, text: String? = nil, scopes: [AccessScope]? = nil
  ) {
    self.centerCode = centerCode
    self.unitCode = unitCode
    self.windowCode = windowCode
    self.activeOn = activeOn
    self.text = text
    self.scopes = scopes
  }
}
