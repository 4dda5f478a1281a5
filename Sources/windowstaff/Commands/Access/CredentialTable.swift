import WindowStaffProto

/// How an identity proves itself, besides tokens, as a table.
struct CredentialTable {
  let output: OutputOptions

  func text(_ credentials: [Credential]) -> String {
    var table = Table([
      .init(output.say("凭据", "credential")), .init(output.say("值", "value")),
    ])
    for credential in credentials {
      switch credential.kind {
      case .certificateSha256(let digest):
        table.append([output.say("证书指纹", "certificate SHA-256"), digest])
      case .certificateSan(let name):
        table.append([output.say("证书名称", "certificate name"), name])
      case .unixUid(let uid): table.append([output.say("本机用户", "Unix user"), String(uid)])
      case nil: continue
      }
    }
    return table.text()
  }
}
