/// What somebody does in a county's window service (clauses 6.2, 10.2.2): what they may call
/// follows.
public enum AccessRole: String, Sendable, CaseIterable {
  case clerk
  case windowLead = "window_lead"
  case unitLead = "unit_lead"
  case centerOfficer = "center_officer"
  case centerLeader = "center_leader"
  case bureauOfficer = "bureau_officer"
  case bureauLeader = "bureau_leader"
  case inspector
  /// A machine: only the methods that its grant names.
  case integrator
  /// Reads, the audit included.
  case auditor
  /// Access and operations; no scores.
  case administrator

  /// The scopes that the role can be held in. A narrower one would say nothing, a wider one would
  /// be another role.
  public var scopes: [AccessScope.Kind] {
    switch self {
    case .clerk: [.own]
    case .windowLead: [.window]
    case .unitLead: [.unit]
    case .centerOfficer, .centerLeader: [.center]
    case .inspector: [.county, .center]
    case .bureauOfficer, .bureauLeader, .integrator, .auditor, .administrator: [.county]
    }
  }
}
