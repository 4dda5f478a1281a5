import ArgumentParser
import WindowStaffProto

struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Calls by method: how many, how they ended, how long they took. 调用统计",
    discussion: """
      p50 and p99 are the least bounds of the histogram below which half of the calls, and 99 of \
      100, have stayed since the server began.
      """)

  @Option(
    help: ArgumentHelp("Show it anew after so many seconds, until Ctrl-C.", valueName: "seconds"))
  var watch: Int?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard (1...3600).contains(watch ?? 1) else {
      throw ValidationError(zh: "--watch 应为 1 至 3600", en: "--watch takes 1 to 3600")
    }
  }

  func run() async throws {
    let (watch, output) = (watch, output)
    try await connection.withSession { session in
      let client = OperationsServiceClient(session.client)
      while true {
        let metrics = try await client.getMetrics(GetMetricsRequest(), options: session.options)
        // What was shown before goes away, where somebody looks.
        if watch != nil, Console.outIsTerminal { Console.out("\u{1B}[H\u{1B}[2J") }
        if output.json {
          try Console.out(json: metrics)
        } else {
          Console.out(MetricsTable(output: output).text(metrics))
        }
        guard let watch else { return }
        try await Task.sleep(for: .seconds(watch))
      }
    }
  }
}
