import ArgumentParser
import Rules
import WindowStaffProto

/// Roles as a table.
struct GrantTable {
  let output: OutputOptions

  func text(_ grants: [Grant]) -> String {
    var table = Table([
      .init(output.say("角色", "role")), .init(output.say("名称", "title")),
      .init(output.say("县", "county")), .init(output.say("范围", "scope")),
      .init(output.say("方法", "methods")),
    ])
    for grant in grants {
      let role = AccessRole(grant.role)
      table.append([
        role?.rawValue ?? String(grant.role.rawValue), role.map { title($0) } ?? "",
        grant.countyCode, scope(grant.scope ?? Scope()), grant.methods.joined(separator: ", "),
      ])
    }
    return table.text()
  }

  private func scope(_ scope: Scope) -> String {
    switch scope.kind {
    case .county: output.say("全县", "county")
    case .center: output.say("中心 ", "centre ") + scope.code
    case .unit: output.say("单位 ", "unit ") + scope.code
    case .window: output.say("窗口 ", "window ") + "\(scope.centerCode)/\(scope.code)"
    case .self: output.say("本人", "self")
    case .unspecified, .unrecognized: ""
    }
  }

  private func title(_ role: AccessRole) -> String {
    switch role {
    case .clerk: output.say("窗口人员", "window clerk")
    case .windowLead: output.say("首席代表", "head of a window")
    case .unitLead: output.say("派驻单位负责人", "head of a sending unit")
    case .centerOfficer: output.say("中心工作人员", "officer of a centre")
    case .centerLeader: output.say("中心领导", "leader of a centre")
    case .bureauOfficer: output.say("主管部门工作人员", "officer of the bureau")
    case .bureauLeader: output.say("主管部门领导", "leader of the bureau")
    case .inspector: output.say("督查人员", "inspector")
    case .integrator: output.say("对接系统", "connected system")
    case .auditor: output.say("审计人员", "auditor")
    case .administrator: output.say("系统管理员", "administrator")
    }
  }
}
