import ArgumentParser
import WindowStaffProto

struct WhoAmICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "Who the server takes the caller for, and its roles. 我是谁")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let caller = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .whoAmI(WhoAmIRequest(), options: session.options)
    }
    if output.json { return try Console.out(json: caller) }
    let county = caller.countyCode.isEmpty ? output.say("未指定", "none") : caller.countyCode
    Console.out(
      output.say(
        "\(caller.identityId) \(caller.name)；凭据 \(knownBy(caller))；县 \(county)\n",
        "\(caller.identityId) \(caller.name); known by \(knownBy(caller)); county \(county)\n"))
    Console.out("\n" + GrantTable(output: output).text(caller.grants))
  }

  private func knownBy(_ caller: WhoAmIResponse) -> String {
    switch caller.knownBy {
    case "token": output.say("令牌", "a token")
    case "connection": output.say("本连接的认证", "the connection's authentication")
    case "unix": output.say("本机用户", "the user of this machine")
    case "certificate": output.say("客户端证书", "a client certificate")
    case "nothing": output.say("无", "nothing")
    default: caller.knownBy
    }
  }
}
