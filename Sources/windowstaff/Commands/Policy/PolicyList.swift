import ArgumentParser
import Rules
import WindowStaffProto

struct PolicyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The versions of the county's policy. 各版政策")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let answer = try await connection.withSession { session in
      try await CountyServiceClient(session.client)
        .listPolicies(ListPoliciesRequest(), options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    var table = Table([
      .init(output.say("版本", "version"), .right), .init(output.say("生效月份", "from")),
      .init(output.say("建立时间", "created")), .init(output.say("建立者", "by")),
      .init(output.say("摘要", "digest")), .init(output.say("说明", "note")),
    ])
    for policy in answer.policies {
      table.append([
        "\(policy.version)",
        policy.fromMonth.isEmpty ? output.say("起始", "start") : policy.fromMonth,
        policy.createTime == 0 ? "" : LocalTime(utcSeconds: policy.createTime).description,
        policy.creator, String(policy.digest.prefix(12)), policy.note,
      ])
    }
    Console.out(table.text())
  }
}
