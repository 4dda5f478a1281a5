import Rules
import WindowStaffProto

/// Tokens as a table.
struct TokenTable {
  let output: OutputOptions

  func text(_ tokens: [Token]) -> String {
    var table = Table([
      .init(output.say("编号", "token_id")), .init(output.say("用途", "label")),
      .init(output.say("建立时间", "created")), .init(output.say("有效期至", "expires")),
      .init(output.say("撤销时间", "revoked")),
    ])
    for token in tokens {
      table.append([
        token.tokenId, token.label, LocalTime(utcSeconds: token.createTime).description,
        LocalTime(utcSeconds: token.expireTime).description,
        token.revokeTime == 0 ? "" : LocalTime(utcSeconds: token.revokeTime).description,
      ])
    }
    return table.text()
  }
}
