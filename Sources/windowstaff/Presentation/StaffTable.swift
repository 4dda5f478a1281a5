import Rules
import WindowStaffProto

/// Clerks as a table.
struct StaffTable {
  let output: OutputOptions

  func text(_ staff: [Staff]) -> String {
    var table = Table([
      .init(output.say("编号", "staff_no")), .init(output.say("姓名", "name")),
      .init(output.say("中心", "centre")), .init(output.say("单位", "unit")),
      .init(output.say("窗口", "window")), .init(output.say("编制", "employment")),
      .init(output.say("上岗", "since")), .init(output.say("离岗", "left")),
    ])
    for member in staff {
      table.append([
        member.staffNo, member.name, member.centerCode, member.unitCode, member.windowCode,
        employment(member.employment), member.onWindowSince, member.leftOn,
      ])
    }
    return table.text()
  }

  private func employment(_ employment: Employment) -> String {
    switch employment {
    case .civilServant: output.say("公务员", "civil servant")
    case .publicInstitution: output.say("事业单位", "public institution")
    case .authorisedBody: output.say("授权组织在编", "authorised body")
    case .unspecified, .unrecognized: ""
    }
  }
}
