import ArgumentParser
import Rules
import Signing
import WindowStaffProto

struct TrustCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "The keys whose scorers the county takes. 受信任的密钥",
    subcommands: [TrustAdd.self, TrustList.self, TrustRemove.self])
}

struct TrustAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Trusts a key: scorers that it signed may be pushed. 登记")

  @Argument(help: ArgumentHelp("The public key, as keygen wrote it.", valueName: "FILE.pub"))
  var file: String
  @Option(help: "Whose key it is.")
  var label: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let key = try PublicKey(text: InputFile.text(file))
    let request = AddTrustKeyRequest(
      publicKey: key.bytes, label: label, requestId: RequestID.make())
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .addTrustKey(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    Console.out(
      output.say("已信任密钥 \(key.id)（\(label)）。\n", "trusts the key \(key.id) (\(label)).\n"))
  }
}

struct TrustList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The keys that the county trusts. 一览")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .listTrustKeys(ListTrustKeysRequest(), options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    var table = Table([
      .init(output.say("密钥", "key")), .init(output.say("说明", "label")),
      .init(output.say("登记时间", "added")), .init(output.say("登记者", "by")),
    ])
    for key in answer.keys {
      table.append([
        key.keyId, key.label, LocalTime(utcSeconds: key.time).description, key.actor,
      ])
    }
    Console.out(table.text())
  }
}

struct TrustRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Trusts a key no more; its scorers stay. 取消信任")

  @Argument(help: ArgumentHelp("As list shows it.", valueName: "KEY"))
  var key: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = RemoveTrustKeyRequest(keyId: key, requestId: RequestID.make())
    let answer = try await connection.withSession { session in
      try await ScorerServiceClient(session.client)
        .removeTrustKey(request, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    Console.out(output.say("不再信任密钥 \(key)。\n", "trusts the key \(key) no more.\n"))
  }
}
