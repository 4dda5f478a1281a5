public import ArgumentParser
public import Rules
import WindowStaffProto

extension AccessRole: ExpressibleByArgument {}

extension Role {
  /// The roles as calls number them.
  fileprivate static let numbers: [(AccessRole, Role)] = [
    (.clerk, .clerk), (.windowLead, .windowLead), (.unitLead, .unitLead),
    (.centerOfficer, .centerOfficer), (.centerLeader, .centerLeader),
    (.bureauOfficer, .bureauOfficer), (.bureauLeader, .bureauLeader), (.inspector, .inspector),
    (.integrator, .integrator), (.auditor, .auditor), (.administrator, .administrator),
  ]

  init(_ role: AccessRole) {
    self = Self.numbers.first { $0.0 == role }?.1 ?? .unspecified
  }
}

extension AccessRole {
  /// nil: a role that this tool does not know yet.
  init?(_ role: Role) {
    guard let known = Role.numbers.first(where: { $0.1 == role }) else { return nil }
    self = known.0
  }
}
