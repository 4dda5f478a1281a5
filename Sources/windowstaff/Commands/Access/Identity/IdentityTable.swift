import Rules
import WindowStaffProto

/// Identities as a table.
struct IdentityTable {
  let output: OutputOptions

  func text(_ identities: [Identity]) -> String {
    var table = Table([
      .init(output.say("身份", "identity")), .init(output.say("类别", "kind")),
      .init(output.say("名称", "name")), .init(output.say("工号", "staff_no")),
      .init(output.say("归属县", "home")), .init(output.say("建立时间", "created")),
      .init(output.say("状态", "state")),
    ])
    for identity in identities {
      table.append([
        identity.identityId, kind(identity.kind), identity.name, identity.staffNo,
        identity.homeCountyCode, LocalTime(utcSeconds: identity.createTime).description,
        identity.disabled ? output.say("停用", "disabled") : output.say("启用", "enabled"),
      ])
    }
    return table.text()
  }

  private func kind(_ kind: Identity.Kind) -> String {
    switch kind {
    case .person: output.say("人员", "person")
    case .system: output.say("系统", "system")
    case .unspecified, .unrecognized: ""
    }
  }
}
