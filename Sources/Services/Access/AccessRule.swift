internal import Rules

/// Who may call a method.
enum AccessRule: Sendable, Hashable {
  /// Every peer that may connect, known or not: nothing of a county is in the answer.
  case everyone
  /// Every known identity; the method shows it no more than the counties in which it has a role.
  case known
  /// These roles in the call's county, as far as their scope goes.
  case county(Within, Set<AccessRole>)
  /// These roles held for the whole server.
  case server(Set<AccessRole>)
  /// These roles held for the whole server, or in the call's county; the method keeps the latter to
  /// what is that county's own.
  case administration(Set<AccessRole>)

  /// What a role's scope must be.
  enum Within: Sendable, Hashable {
    /// The whole county: the method cannot do a part of it.
    case wholeCounty
    /// Any; the method keeps to it.
    case scope
    /// Any, and what the method answers is the same for all: it tells of no person.
    case anyScope
  }
}

/// How far an allowed call reaches.
enum Reach: Sendable, Hashable {
  case server
  case county
  /// The members of the staff that any of these covers.
  case scopes([AccessScope])
}

extension AccessRule {
  /// How far the rule lets a holder of the grants go; nil: not at all.
  func reach(_ grants: [AccessGrant], method: String, county: String?) -> Reach? {
    switch self {
    case .everyone, .known: return .server
    case .server(let roles):
      return grants.contains { $0.isServerWide && $0.allows(method, roles) } ? .server : nil
    case .administration(let roles):
      let held = grants.filter { $0.allows(method, roles) }
      if held.contains(where: \.isServerWide) { return .server }
      return held.contains { $0.countyCode == county } ? .county : nil
    case .county(let within, let roles):
      guard let county else { return nil }
      var scopes: [AccessScope] = []
      for grant in grants where grant.reaches(county: county) && grant.allows(method, roles) {
        if grant.scope == .county || within == .anyScope { return .county }
        if within == .scope { scopes.append(grant.scope) }
      }
      return scopes.isEmpty ? nil : .scopes(scopes)
    }
  }

  /// The roles that the rule names.
  var roles: Set<AccessRole> {
    switch self {
    case .everyone, .known: []
    case .county(_, let roles), .server(let roles), .administration(let roles): roles
    }
  }

  var needsCounty: Bool {
    if case .county = self { true } else { false }
  }
}

extension AccessGrant {
  fileprivate func allows(_ method: String, _ roles: Set<AccessRole>) -> Bool {
    roles.contains(role) && (role != .integrator || methods.contains(method))
  }
}
