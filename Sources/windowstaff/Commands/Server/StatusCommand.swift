import ArgumentParser
import Rules
import WindowStaffProto

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How the server does: calls, counties, plugins. 服务状态")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let status = try await connection.withSession { session in
      try await OperationsServiceClient(session.client)
        .getStatus(GetStatusRequest(), options: session.options)
    }
    if output.json { return try Console.out(json: status) }
    let since = LocalTime(utcSeconds: status.startTime)
    let (connections, active) = (status.connectionCount, status.activeCallCount)
    Console.out(
      output.say(
        "启动于 \(since)；连接 \(connections)，进行中 \(active)，已完成 \(status.finishedCallCount)\n",
        "started \(since); \(connections) connections, \(active) calls active, "
          + "\(status.finishedCallCount) finished\n"))
    Console.out("\n" + counties(status) + "\n" + scorers(status))
  }

  private func counties(_ status: GetStatusResponse) -> String {
    var table = Table([
      .init(output.say("代码", "code")), .init(output.say("名称", "name")),
      .init(output.say("存储 (KiB)", "storage (KiB)"), .right),
      .init(output.say("待写", "queued writes"), .right),
    ])
    for county in status.counties {
      table.append([
        county.code, county.name, String(county.storageBytes / 1024),
        String(county.queuedWrites),
      ])
    }
    return table.text()
  }

  private func scorers(_ status: GetStatusResponse) -> String {
    var table = Table([
      .init(output.say("评分插件", "scorer")), .init(output.say("版本", "version")),
      .init("SHA-256"),
    ])
    for scorer in status.scorers {
      table.append([scorer.dimension, scorer.version, String(scorer.digest.prefix(16))])
    }
    return table.text()
  }
}
