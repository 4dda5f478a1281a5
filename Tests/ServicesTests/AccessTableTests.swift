import Foundation
import NIOCore
import ProtobufRPC
import RPC
import Rules
import Testing
import WindowStaffProto
@testable import Services

/// The one table of who may call what, walked method by method, role by role, scope by scope.
@Suite struct AccessTableTests {
  static let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/access-table.txt")

  /// Every role in every scope in which it can be held, here and in all counties.
  static let grants: [AccessGrant] = AccessRole.allCases.flatMap { role in
    role.scopes.flatMap { kind -> [AccessGrant] in
      let methods =
        role == .integrator ? AccessTable.rules.keys.map(\.description).sorted() : []
      let here = AccessGrant(
        role: role, countyCode: "420325", scope: kind.sample, methods: methods)
      guard kind == .county else { return [here] }
      var everywhere = here
      everywhere.countyCode = AccessGrant.everyCounty
      return [here, everywhere]
    }
  }

  @Test("Every method of the schema is in the table")
  func complete() {
    let missing = WindowStaffSchema.methods.methods.map(\.method.name)
      .filter { AccessTable.rules[$0] == nil }
    #expect(missing.isEmpty)
  }

  @Test("A method that is not in the table is found before anything is served")
  func unlisted() {
    var table = MethodTable()
    table.register(
      Method(service: "windowstaff.v1.NewService", method: "Forgotten", shape: .unary),
      .inline { _, buffer in buffer })
    #expect(AccessTable.unlisted(table) == ["windowstaff.v1.NewService/Forgotten"])
  }

  @Test("The gate decides as the golden file says; WINDOWSTAFF_WRITE_GOLDEN=1 writes it")
  func walk() async throws {
    let fixture = try await AccessFixture()
    for (index, grant) in Self.grants.enumerated() {
      fixture.know(UInt32(100_000 + index), as: "i\(index)", [grant])
    }
    var text = """
      Who may call what, as the gate decides. A line is a role in a scope and how far the call
      reaches. * is a role for every county. What has no line is refused with PERMISSION_DENIED
      (role_missing).


      """
    for method in AccessTable.rules.keys.sorted(by: { $0.description < $1.description }) {
      text += paragraph(method, fixture.access)
    }
    await fixture.close()
    if ProcessInfo.processInfo.environment["WINDOWSTAFF_WRITE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: Self.golden)
    }
    #expect(try String(contentsOf: Self.golden, encoding: .utf8) == text)
  }

  private func paragraph(_ method: MethodName, _ access: AccessControl) -> String {
    let stranger = outcome(ServerCall(method, uid: 99_999, county: "420325"), access)
    let outcomes = Self.grants.indices.map {
      outcome(ServerCall(method, uid: UInt32(100_000 + $0), county: "420325"), access)
    }
    var text = "\(method)\n"
    func line(_ who: String, _ outcome: String) {
      text += who.padding(toLength: 28, withPad: " ", startingAt: 0) + outcome + "\n"
    }
    line("  anybody", stranger)
    if Set(outcomes).count == 1 {
      line("  every role", outcomes[0])
      return text + "\n"
    }
    for (grant, outcome) in zip(Self.grants, outcomes) where outcome != "role_missing" {
      let role = grant.role.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0)
      line("  \(role)" + (grant.isServerWide ? "*" : grant.scope.kind.rawValue), outcome)
    }
    return text + "\n"
  }

  /// What the gate says, and the handler's view of the same call with it.
  private func outcome(_ call: ServerCall, _ access: AccessControl) -> String {
    do {
      try access.authorize(call)
      switch try access.caller(of: call).reach {
      case .server: return "server"
      case .county: return "county"
      case .scopes(let scopes): return "its " + scopes.map(\.kind.rawValue).joined(separator: ", ")
      }
    } catch {
      return (error as? Rules.Problem)?.code.rawValue ?? "\(error)"
    }
  }

  @Test("Whoever holds every role in one county is refused every method in another one")
  func isolation() async throws {
    let fixture = try await AccessFixture()
    fixture.know(100_000, as: "all", Self.grants.filter { !$0.isServerWide })
    for (method, rule) in AccessTable.rules where rule != .everyone && rule != .known {
      for county in ["420381", nil] {
        let error = #expect(throws: Rules.Problem.self, "\(method)") {
          try fixture.access.authorize(ServerCall(method, uid: 100_000, county: county))
        }
        let code = error?.code.rawValue
        #expect(code == "role_missing" || (county == nil && code == "county_missing"))
      }
    }
    await fixture.close()
  }

  @Test("A role is granted only in the scopes that it can be held in")
  func scopes() {
    for role in AccessRole.allCases {
      for kind in AccessScope.Kind.allCases {
        let methods =
          role == .integrator ? [ImportServiceMethods.importRecords.name.description] : []
        let grant = Grant(
          role: Role(role), countyCode: "420325", scope: Scope(kind.sample), methods: methods)
        let checked = try? AccessFields.grant(grant, staffNo: "S1")
        #expect((checked != nil) == role.scopes.contains(kind), "\(role) \(kind)")
        if let checked { #expect(checked.scope == kind.sample) }
      }
    }
  }
}
